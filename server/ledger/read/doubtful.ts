/** Which sessions somebody has something to decide about, in the words of SQL. */

/** As in migrations/007-doubtful.sql, word for word: only then does SQLite use that index. */
export const DOUBTFUL = `ended_n IS NULL OR no_current = 1 OR incomplete = 1 OR fault_ms > 0 OR event IS NOT NULL
    OR end_reason NOT IN ('badge-out', 'fault', 'estop', 'lockout')`

/** What people spoke of, by any kind of entry, as of a head: said between two questions, it is in neither. */
export const SPOKEN_OF = `SELECT subject FROM book WHERE type IN ('settled', 'contested') AND n <=`

/** Sessions of a range that are not plain as of a head; the range's two ends, and twice the head. */
export const NOT_PLAIN = `id IN (
  SELECT id FROM session WHERE (${DOUBTFUL}) AND start_at_ms >= ? AND start_at_ms < ?
  UNION ALL SELECT id FROM session WHERE ended_n > ?
  UNION ALL ${SPOKEN_OF} ?)`
