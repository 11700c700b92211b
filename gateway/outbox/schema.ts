/** The outbox file. AUTOINCREMENT: an id is never used twice, so that a reader's cursor never skips a new row. */
export const OUTBOX_SCHEMA = `
CREATE TABLE IF NOT EXISTS waiting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  station TEXT NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  cost_bytes INTEGER NOT NULL
) STRICT;

-- Which of them are badges: looked up while the server is away and everything else piles up.
CREATE INDEX IF NOT EXISTS waiting_badges ON waiting (station, id) WHERE type = 'badge';

-- What each station said lately, so that a frame sent again because its ack was lost is acknowledged, not kept twice.
CREATE TABLE IF NOT EXISTS heard (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  station TEXT NOT NULL,
  boot INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (station, boot, seq)
) STRICT;
CREATE INDEX IF NOT EXISTS heard_by_age ON heard (station, id);
`
/** Raised when the tables change; a file of another number is refused, not guessed at. */
export const OUTBOX_VERSION = 1
