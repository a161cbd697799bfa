-- One row for each accepted request. Times are Unix milliseconds.
-- payload is forgotten once the request is answered or parked; the key stays, so that a repeat is recognised.
-- due_at also carries the lease: a leased request is due again when its lease runs out.
CREATE TABLE deliveries (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel     TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    payload     TEXT,
    state       TEXT   NOT NULL CHECK (state IN ('pending', 'done', 'parked')),
    attempts    BIGINT NOT NULL,
    accepted_at BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    reason      TEXT,
    UNIQUE (channel, key)
);

CREATE INDEX deliveries_due ON deliveries (due_at) WHERE state = 'pending';
CREATE INDEX deliveries_done ON deliveries (accepted_at) WHERE state = 'done';
