/** What people noted about faults names the entry that opened each: a note about none was made by nobody's hand. */
import type { DirectoryEntry } from '#server/domain/directory.ts'
import type { Connection } from '../connection.ts'
import type { Problems } from './problems.ts'

export function repairsCheck(db: Connection, problems: Problems): (n: number, entry: DirectoryEntry) => void {
  const known = db
    .prepare<[number, string, string], number>('SELECT 1 FROM fault WHERE n = ? AND code = ? AND machine = ?')
    .pluck()
  return (n, entry) => {
    if (!('fault' in entry)) return
    const { n: opened_n, code, machine } = entry.fault
    if (known.get(opened_n, code, machine) === undefined)
      problems.add(`journal ${n}: there is no fault "${code}" of ${machine} that began with ${opened_n}`)
  }
}
