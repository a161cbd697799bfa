-- What the conversation is about after a turn, and the reply as it was drawn, in JSON; not known of earlier ones. What was left
-- out of what was understood, as the names of its parts.
ALTER TABLE turns ADD COLUMN reading TEXT;
ALTER TABLE turns ADD COLUMN reply TEXT;
ALTER TABLE turns ADD COLUMN left_out TEXT NOT NULL DEFAULT 'None';
