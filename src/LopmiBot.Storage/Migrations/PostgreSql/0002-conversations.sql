-- What was asked and answered. Times are Unix milliseconds, days are yyyy-MM-dd. shown is a JSON list of document, start, end.
-- A turn without a question only starts a new topic. request is what the platform knows it by: one that is answered again is kept once.
CREATE TABLE turns (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel    TEXT   NOT NULL,
    person     TEXT   NOT NULL,
    room       TEXT   NOT NULL,
    thread     TEXT   NOT NULL,
    request    TEXT,
    asked_at   BIGINT NOT NULL,
    question   TEXT   NOT NULL,
    language   TEXT   NOT NULL,
    as_of      TEXT,
    outcome    TEXT   NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    shown      TEXT   NOT NULL,
    corpus     TEXT   NOT NULL,
    ranking    TEXT   NOT NULL,
    UNIQUE (channel, request)
);

CREATE INDEX turns_of_person ON turns (channel, person, asked_at);
CREATE INDEX turns_of_room ON turns (channel, room, asked_at);
CREATE INDEX turns_by_time ON turns (asked_at);

-- What people prefer, and the day on which they were last told that quotes are no advice.
CREATE TABLE people (
    channel        TEXT NOT NULL,
    person         TEXT NOT NULL,
    language       TEXT,
    told_no_advice TEXT,
    PRIMARY KEY (channel, person)
);

-- What people said of answers: once a person and answer.
CREATE TABLE feedback (
    turn_id  BIGINT NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
    channel  TEXT   NOT NULL,
    person   TEXT   NOT NULL,
    helpful  BIGINT NOT NULL,
    comment  TEXT   NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (turn_id, channel, person)
);

CREATE INDEX feedback_of_person ON feedback (channel, person);

-- Questions handed to experts. They outlive the turn that they came from until they are answered or closed.
CREATE TABLE escalations (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    turn_id        BIGINT NOT NULL UNIQUE,
    channel        TEXT   NOT NULL,
    person         TEXT   NOT NULL,
    room           TEXT   NOT NULL,
    thread         TEXT   NOT NULL,
    question       TEXT   NOT NULL,
    language       TEXT   NOT NULL,
    state          TEXT   NOT NULL CHECK (state IN ('open', 'taken', 'answered', 'closed')),
    opened_at      BIGINT NOT NULL,
    expert_channel TEXT,
    expert         TEXT,
    expert_name    TEXT,
    answer         TEXT,
    returned       BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX escalations_of_person ON escalations (channel, person);
CREATE INDEX escalations_waiting ON escalations (id) WHERE state IN ('open', 'taken');
