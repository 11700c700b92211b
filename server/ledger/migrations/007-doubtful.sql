-- Sessions a person may have to look at: few of many. The rest is added up in SQL (read/plain.ts, whose condition this is).
CREATE INDEX session_doubtful ON session (start_at_ms)
  WHERE ended_n IS NULL OR no_current = 1 OR incomplete = 1 OR fault_ms > 0 OR event IS NOT NULL
    OR end_reason NOT IN ('badge-out', 'fault', 'estop', 'lockout');
