-- A state is as of the journal entry `n`; setting `states_n` says up to where no state misses an entry of its station.
ALTER TABLE station_state ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
UPDATE station_state SET n = (SELECT coalesce(max(n), 0) FROM journal);
INSERT INTO setting (key, value) SELECT 'states_n', CAST(coalesce(max(n), 0) AS TEXT) FROM journal;
