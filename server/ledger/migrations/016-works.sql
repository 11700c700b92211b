-- Long work of the treasurer, so that it can be left and found again, and said of after a restart what became of it; and what
-- each account last saw of a month. Beside the chain: neither decides anything.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                     -- close | issue | send
  about TEXT NOT NULL, by TEXT NOT NULL,
  state TEXT NOT NULL,                    -- running | done | failed | interrupted
  began_at_ms INTEGER NOT NULL, ended_at_ms INTEGER,
  outcome TEXT                            -- JSON: what it came to, or the problem it ended with
) STRICT;
CREATE INDEX job_by_began ON job (began_at_ms);
CREATE TABLE seen_month (
  account TEXT NOT NULL, period TEXT NOT NULL, at_ms INTEGER NOT NULL,
  seen TEXT NOT NULL,                     -- JSON: amounts by member and pool
  PRIMARY KEY (account, period)
) STRICT, WITHOUT ROWID;
