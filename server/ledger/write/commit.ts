/** The hot path: one group of messages, one transaction, on disk when it returns (contract §1, "PUBACK means committed"). */
import type { Connection } from '../connection.ts'
import { translating } from '../errors.ts'
import type { CommitResult, DirectoryRow, Group, QuarantineAppend } from '../types.ts'
import { effectWriter } from './effects.ts'
import { journalWriter } from './journal.ts'
import { emptyLog, isErasure, personEraser } from './people.ts'
import { stateWriter } from './states.ts'

export function groupCommitter(db: Connection, file: string): (group: Group) => CommitResult {
  const journal = journalWriter(db)
  const writeEffect = effectWriter(db)
  const writeStates = stateWriter(db)
  const writeDirectory = directoryWriter(db)
  const writeQuarantine = quarantineWriter(db)
  const erase = personEraser(db)
  const alert = db.prepare('INSERT INTO alert (n, at_ms, code, machine, detail) VALUES (NULL, ?, ?, ?, ?)')

  const work = db.transaction((group: Group): CommitResult => {
    const before = journal.head()
    if (before.n !== group.expected_head) return { kind: 'stale' }
    const after = journal.append(before, group.journal)
    for (const { entry, station, effect } of group.effects)
      writeEffect({ n: before.n + 1 + entry, station, epoch: group.journal[entry]?.epoch ?? null }, effect)
    writeStates(group, after.n)
    for (const row of group.directory) writeDirectory(row)
    for (const row of group.quarantine) writeQuarantine(row)
    for (const { payload } of group.journal.filter(isErasure)) erase(JSON.parse(payload).member)
    for (const { at_ms, code, machine, detail } of group.alerts ?? []) alert.run(at_ms, code, machine, detail)
    return { kind: 'committed', head: after.n }
  })
  return group =>
    translating(file, () => {
      const result = work.immediate(group)
      if (result.kind === 'committed' && group.journal.some(isErasure)) emptyLog(db)
      return result
    })
}

export function directoryWriter(db: Connection): (row: DirectoryRow) => void {
  const put = db.prepare(
    'INSERT INTO directory (kind, id, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  const remove = db.prepare('DELETE FROM directory WHERE kind = ? AND id = ?')
  return ({ kind, id, value }) => {
    if (value === null) remove.run(kind, id)
    else put.run(kind, id, value)
  }
}

function quarantineWriter(db: Connection): (row: QuarantineAppend) => void {
  const insert = db.prepare(
    `INSERT INTO quarantine (received_at_ms, station, epoch, boot, seq, type, reason, detail, content_hash, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return q => {
    const { received_at_ms, station, epoch, boot, seq, type, reason, detail, content_hash, payload } = q
    insert.run(received_at_ms, station, epoch, boot, seq, type, reason, detail, content_hash, payload)
  }
}
