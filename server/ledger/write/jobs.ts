/** Long work and what was last seen of a month: small rows beside the chain, replaced as a whole. */
import type { JobRow, SeenMonth } from '#server/domain/records.ts'
import type { Connection } from '../connection.ts'

/** Of work that is over nobody asks any more after this. */
const KEPT_MS = 90 * 86_400_000

export type JobStore = {
  put(row: JobRow): void
  /** newest first */
  list(limit: number): JobRow[]
  get(id: string): JobRow | null
  running(): JobRow[]
  putSeen(account: string, period: string, seen: SeenMonth): void
  seen(account: string, period: string): SeenMonth | null
}

export function jobStore(db: Connection): JobStore {
  const put = db.prepare<JobRow>(`INSERT INTO job (id, kind, about, by, state, began_at_ms, ended_at_ms, outcome)
    VALUES (@id, @kind, @about, @by, @state, @began_at_ms, @ended_at_ms, @outcome)
    ON CONFLICT (id) DO UPDATE SET state = @state, ended_at_ms = @ended_at_ms, outcome = @outcome`)
  const drop = db.prepare<[number]>("DELETE FROM job WHERE state <> 'running' AND began_at_ms < ?")
  const list = db.prepare<[number], JobRow>('SELECT * FROM job ORDER BY began_at_ms DESC, id LIMIT ?')
  const get = db.prepare<[string], JobRow>('SELECT * FROM job WHERE id = ?')
  const running = db.prepare<[], JobRow>("SELECT * FROM job WHERE state = 'running'")
  const putSeen = db.prepare('INSERT OR REPLACE INTO seen_month (account, period, at_ms, seen) VALUES (?, ?, ?, ?)')
  const dropSeen = db.prepare<[number]>('DELETE FROM seen_month WHERE at_ms < ?')
  const seen = db.prepare<[string, string], { seen: string }>(
    'SELECT seen FROM seen_month WHERE account = ? AND period = ?',
  )
  return {
    put(row) {
      drop.run(row.began_at_ms - KEPT_MS)
      put.run(row)
    },
    list: limit => list.all(limit),
    get: id => get.get(id) ?? null,
    running: () => running.all(),
    putSeen(account, period, now) {
      dropSeen.run(now.at_ms - 4 * KEPT_MS)
      putSeen.run(account, period, now.at_ms, JSON.stringify(now))
    },
    seen(account, period) {
      const row = seen.get(account, period)
      return row === undefined ? null : (JSON.parse(row.seen) as SeenMonth)
    },
  }
}
