-- Who a request came from, so that it can be erased with everything else that is kept of them.
ALTER TABLE deliveries ADD COLUMN person TEXT;

-- Where the bot can say something unasked: what a channel needs to reach a room or a person, as JSON of its own.
CREATE TABLE conversation_references (
    channel   TEXT   NOT NULL,
    id        TEXT   NOT NULL,
    reference TEXT   NOT NULL,
    PRIMARY KEY (channel, id)
);

-- Workspaces that the bot was installed in. secrets is encrypted.
CREATE TABLE installations (
    channel      TEXT   NOT NULL,
    workspace    TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    bot          TEXT   NOT NULL,
    secrets      TEXT   NOT NULL,
    installed_at BIGINT NOT NULL,
    PRIMARY KEY (channel, workspace)
);

-- What people with a role did. Rows are only ever added; hash is that of the row and of the hash before it.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      BIGINT NOT NULL,
    person  TEXT   NOT NULL,
    act     TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    detail  TEXT   NOT NULL,
    hash    TEXT   NOT NULL
);
