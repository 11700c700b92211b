-- The version of the profile a session was metered by, `id@version`.
ALTER TABLE session ADD COLUMN profile TEXT;

-- Presses beside a machine while it is taught: evidence of how levels were learnt, and no money rests on it.
CREATE TABLE lesson_mark (
  id INTEGER PRIMARY KEY, machine TEXT NOT NULL, at_ms INTEGER NOT NULL,
  phase TEXT,                             -- standby | idle | work; null: nothing is taught from here on
  begins INTEGER NOT NULL,                -- 1: a new lesson begins here, what was pressed before is history
  by TEXT NOT NULL
) STRICT;
CREATE INDEX lesson_mark_by_machine ON lesson_mark (machine, id);
