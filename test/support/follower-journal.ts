/** A journal in a file, as durable as the ledger's, for followers that are killed. */
import BetterSqlite3 from 'better-sqlite3'
import type { TelemetryPoint, TelemetrySource } from '#server/telemetry/ports.ts'

export type FileJournal = TelemetrySource & { append(points: TelemetryPoint[]): void; letters(): number; close(): void }

export function openFileJournal(file: string): FileJournal {
  const db = new BetterSqlite3(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`CREATE TABLE IF NOT EXISTS entry (n INTEGER PRIMARY KEY, point TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS follower (name TEXT PRIMARY KEY, cursor_n INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS dead_letter (n INTEGER, line TEXT, error TEXT);`)
  const insert = db.prepare('INSERT INTO entry (point) VALUES (?)')
  const after = db.prepare<[number, number], { n: number; point: string }>(
    'SELECT n, point FROM entry WHERE n > ? ORDER BY n LIMIT ?',
  )
  const cursor = db.prepare<[string], number>('SELECT cursor_n FROM follower WHERE name = ?').pluck()
  const advance = db.prepare('INSERT OR REPLACE INTO follower VALUES (?, ?)')
  const letter = db.prepare('INSERT INTO dead_letter VALUES (?, ?, ?)')
  return {
    append: db.transaction((points: TelemetryPoint[]) => {
      for (const point of points) insert.run(JSON.stringify(point))
    }),
    async pointsAfter(cursor_n, limit) {
      const rows = after.all(cursor_n, limit)
      const points = rows.map(({ n, point }) => ({ ...(JSON.parse(point) as TelemetryPoint), n }))
      return { points, to_n: rows.at(-1)?.n ?? cursor_n }
    },
    cursor: async name => cursor.get(name) ?? 0,
    advance: async (name, to_n) => void advance.run(name, to_n),
    deadLetter: async (_, { n, line, error }) => void letter.run(n, line, error),
    letters: () => db.prepare<[], number>('SELECT count(*) FROM dead_letter').pluck().get() ?? 0,
    close: () => void db.close(),
  }
}
