-- How long an answer took, in microseconds; not known of earlier ones.
ALTER TABLE turns ADD COLUMN elapsed BIGINT;
