-- What the channel knows an answer by, so that a sign on its message can be read.
ALTER TABLE turns ADD COLUMN message TEXT;

CREATE INDEX turns_by_message ON turns (channel, room, message) WHERE message IS NOT NULL;
