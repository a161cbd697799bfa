-- What is being sent for a request, and may have arrived when a process ends: 0 nothing, 1 the answer, 2 a word that the answer may have been lost.
ALTER TABLE deliveries ADD COLUMN sending BIGINT NOT NULL DEFAULT 0;
