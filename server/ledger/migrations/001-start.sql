-- The book of record. Money rests on `journal` alone; every other table of this file but `setting`, `credential`, `person`,
-- `quarantine`, `audit` and `dead_letter` is derived from it and is rebuilt by replay.
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE journal (
  n INTEGER PRIMARY KEY,                  -- 1, 2, 3 … without holes
  received_at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,                     -- up | action | directory
  type TEXT NOT NULL,                     -- message type, action or entry name
  disposition TEXT NOT NULL,              -- folded | late
  station TEXT, epoch INTEGER, boot INTEGER, seq INTEGER,
  at_ms INTEGER,                          -- derived: place on the calendar
  at_order INTEGER NOT NULL DEFAULT 0,    -- derived: keeps equal instants apart in telemetry
  batch_last_up_ms INTEGER,               -- up_ms of the last message of the same boot in its batch; null: came alone
  payload TEXT NOT NULL,                  -- canonical JSON
  salt BLOB NOT NULL,
  payload_hash BLOB NOT NULL,             -- SHA-256(salt ‖ payload)
  chain BLOB NOT NULL                     -- SHA-256(previous chain ‖ header ‖ payload_hash)
) STRICT;
CREATE UNIQUE INDEX journal_identity ON journal (station, epoch, boot, seq) WHERE kind = 'up';
-- Small ones: what is not a message, by station, and what came too late. With them the counts need no scan.
CREATE INDEX journal_other ON journal (station, n) WHERE kind <> 'up';
CREATE INDEX journal_late ON journal (n) WHERE disposition = 'late';

-- With rowid: a state is over 1 KiB, which an index page would push into overflow pages at every commit (a third dearer).
CREATE TABLE station_state (station TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
CREATE TABLE directory (kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  machine TEXT NOT NULL, station TEXT NOT NULL, epoch INTEGER NOT NULL, boot INTEGER NOT NULL, seq INTEGER NOT NULL,
  member TEXT NOT NULL, category TEXT, order_ref TEXT,
  start_at_ms INTEGER NOT NULL, end_at_ms INTEGER, end_reason TEXT,
  session_ms INTEGER NOT NULL, running_ms INTEGER NOT NULL, worked_ms INTEGER NOT NULL, idle_ms INTEGER NOT NULL,
  silent_ms INTEGER NOT NULL, fault_ms INTEGER NOT NULL, energy_Wh INTEGER NOT NULL,
  grade TEXT NOT NULL, buffered INTEGER NOT NULL, incomplete INTEGER NOT NULL, no_current INTEGER NOT NULL,
  started_n INTEGER NOT NULL, ended_n INTEGER   -- journal entries that opened and closed it
) STRICT;
CREATE INDEX session_by_start ON session (start_at_ms);
CREATE INDEX session_by_member ON session (member, start_at_ms);
CREATE INDEX session_by_machine ON session (machine, start_at_ms);
CREATE INDEX session_by_ended_n ON session (ended_n);

CREATE TABLE state_change (
  id INTEGER PRIMARY KEY, n INTEGER NOT NULL, machine TEXT NOT NULL, at_ms INTEGER NOT NULL, state TEXT NOT NULL, session TEXT
) STRICT;
CREATE INDEX state_change_by_machine ON state_change (machine, at_ms);
CREATE INDEX state_change_by_n ON state_change (n);

CREATE TABLE fault (
  id INTEGER PRIMARY KEY, n INTEGER NOT NULL, machine TEXT NOT NULL, station TEXT NOT NULL, code TEXT NOT NULL, detail TEXT,
  from_at_ms INTEGER NOT NULL, to_at_ms INTEGER, session TEXT, cleared_n INTEGER,
  acknowledged_at_ms INTEGER, acknowledged_by TEXT, resolved_at_ms INTEGER, resolved_by TEXT, resolution TEXT
) STRICT;
CREATE INDEX fault_by_machine ON fault (machine, from_at_ms);
CREATE INDEX fault_by_n ON fault (n);
CREATE INDEX fault_by_cleared_n ON fault (cleared_n);
CREATE INDEX fault_open ON fault (machine, code) WHERE to_at_ms IS NULL;

CREATE TABLE gap (
  id INTEGER PRIMARY KEY, n INTEGER NOT NULL, station TEXT NOT NULL, boot INTEGER NOT NULL, from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, session TEXT
) STRICT;
CREATE TABLE unattributed (
  id INTEGER PRIMARY KEY, n INTEGER NOT NULL, machine TEXT NOT NULL, from_at_ms INTEGER NOT NULL, to_at_ms INTEGER NOT NULL,
  running_ms INTEGER NOT NULL, energy_Wh INTEGER NOT NULL
) STRICT;
CREATE TABLE verdict (
  station TEXT NOT NULL, epoch INTEGER NOT NULL, boot INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  value TEXT NOT NULL, PRIMARY KEY (station, epoch, boot, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE alert (
  id INTEGER PRIMARY KEY, n INTEGER, at_ms INTEGER NOT NULL, code TEXT NOT NULL, machine TEXT, detail TEXT NOT NULL,
  acknowledged_at_ms INTEGER, acknowledged_by TEXT
) STRICT;

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY, received_at_ms INTEGER NOT NULL, station TEXT NOT NULL, epoch INTEGER, boot INTEGER, seq INTEGER,
  type TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, content_hash TEXT NOT NULL, payload BLOB NOT NULL
) STRICT;
CREATE INDEX quarantine_by_content ON quarantine (station, content_hash);

CREATE TABLE credential (
  principal TEXT PRIMARY KEY,             -- <site>.<id>
  kind TEXT NOT NULL,                     -- station | gateway | plug
  id TEXT NOT NULL,
  token_hash BLOB NOT NULL,               -- SHA-256 of the token: 256 random bits need no slow hash
  stations TEXT NOT NULL,                 -- JSON array of station ids it speaks for; of a plug: its gateway's id
  created_at_ms INTEGER NOT NULL, revoked_at_ms INTEGER
) STRICT;
CREATE TABLE person (member TEXT PRIMARY KEY, name TEXT, email TEXT) STRICT;   -- outside the chain, erasable
CREATE TABLE audit (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE TABLE follower (name TEXT PRIMARY KEY, cursor_n INTEGER NOT NULL) STRICT;   -- telemetry: last journal entry accepted
CREATE TABLE dead_letter (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, follower TEXT NOT NULL, n INTEGER NOT NULL, line TEXT NOT NULL, error TEXT NOT NULL
) STRICT;
