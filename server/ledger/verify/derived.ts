/** Holds every effect of the replay against the row it must have left. */
import { canonical } from '#server/domain/canonical.ts'
import type { Checkpoint } from '#server/domain/checkpoint.ts'
import type { Effect, Session } from '#server/domain/metering/types.ts'
import type { Connection } from '../connection.ts'
import { sessionColumns } from '../session-row.ts'
import type { EffectOrigin } from '../write/effects.ts'
import type { Problems } from './problems.ts'
import { compare, type Row, Rows } from './rows.ts'

type Ending = { row: Row; expected: Row }

export class Derived {
  readonly #problems: Problems
  readonly #sessions: Rows
  readonly #states: Rows
  readonly #faults: Rows
  readonly #gaps: Rows
  readonly #unattributed: Rows
  readonly #verdicts: Rows
  readonly #alerts: Rows
  /** Rows met at their beginning whose ending the journal has not told yet: open sessions, standing faults. */
  readonly #open_sessions = new Map<string, Ending>()
  readonly #open_faults = new Map<string, Row[]>()
  sessions = 0
  gaps = 0

  /** Rows of entries after `from`; those before it, as far as later entries complete them, are the checkpoint's to tell. */
  constructor(db: Connection, from: Checkpoint | null, problems: Problems) {
    this.#problems = problems
    const after_n = from?.up_to_n ?? 0
    const rows = (table: string, order = 'id'): Rows => {
      const n = table === 'session' ? 'started_n' : 'n'
      return new Rows({
        table,
        rows: db.prepare<[number], Row>(`SELECT * FROM ${table} WHERE ${n} > ? ORDER BY ${order}`).iterate(after_n),
        key: row => keyOf(table, row),
        n: row => row[n] as number,
        problems,
      })
    }
    this.#sessions = rows('session', 'rowid')
    this.#states = rows('state_change')
    this.#faults = rows('fault')
    this.#gaps = rows('gap')
    this.#unattributed = rows('unattributed')
    // Kept under the identity of the badge message; sorted on disk, not in memory, when there are many.
    this.#verdicts = rows('verdict', 'n')
    // Those without `n` are about what never reached the journal.
    this.#alerts = rows('alert')
    if (from !== null) this.#goOnFrom(db, from)
  }

  #goOnFrom(db: Connection, { up_to_n, open_sessions, open_faults }: Checkpoint): void {
    const count = (sql: string): number => db.prepare<[number], number>(sql).pluck().get(up_to_n) ?? 0
    this.sessions = count('SELECT count(*) FROM session WHERE started_n <= ?')
    this.gaps = count('SELECT count(*) FROM gap WHERE n <= ?')
    const session = db.prepare<unknown[], Row>('SELECT * FROM session WHERE id = ?')
    for (const expected of open_sessions) {
      const row = session.get(expected.id)
      if (row === undefined) this.#problems.add(`session ${expected.id}: the checkpoint names it, but it is missing`)
      else this.#open_sessions.set(row.id as string, { row, expected })
    }
    const fault = db.prepare<unknown[], Row>('SELECT * FROM fault WHERE n = ? AND machine = ? AND code = ?')
    for (const expected of open_faults) {
      const row = fault.get(expected.n, expected.machine, expected.code)
      if (row === undefined)
        this.#problems.add(`fault of journal ${expected.n}: the checkpoint names it, but it is missing`)
      else {
        compare(keyed('fault', row), row, expected, this.#problems)
        this.#noteFault(`${row.machine} ${row.code}`, row)
      }
    }
  }

  /** What a checkpoint at this moment has to tell of rows that are not complete yet. */
  open(): Pick<Checkpoint, 'open_sessions' | 'open_faults'> {
    return {
      open_sessions: [...this.#open_sessions.values()].map(({ row, expected }) => ({
        ...expected,
        started_n: row.started_n,
      })),
      open_faults: [...this.#open_faults.values()].flat().map(row => {
        const { n, machine, station, code, detail, from_at_ms, session } = row
        return { n, machine, station, code, detail, from_at_ms, session }
      }),
    }
  }

  #noteFault(key: string, row: Row): void {
    this.#open_faults.set(key, [...(this.#open_faults.get(key) ?? []), row])
  }

  expect({ n, station, epoch }: EffectOrigin, effect: Effect): void {
    switch (effect.kind) {
      case 'session-started':
        this.#sessionStarted(n, effect.session)
        return
      case 'session-ended':
        this.#sessionEnded(n, effect.session)
        return
      case 'state': {
        const { machine, at_ms, state, session } = effect
        this.#states.expect(n, { machine, at_ms, state, session })
        return
      }
      case 'fault':
        this.#fault(n, station, effect)
        return
      case 'gap': {
        const { boot, from_seq, to_seq, at_ms, session } = effect
        this.gaps += 1
        this.#gaps.expect(n, { station, boot, from_seq, to_seq, at_ms, session })
        return
      }
      case 'unattributed': {
        const { machine, from_at_ms, to_at_ms, running_ms, energy_Wh } = effect
        this.#unattributed.expect(n, { machine, from_at_ms, to_at_ms, running_ms, energy_Wh })
        return
      }
      case 'verdict': {
        if (effect.for === null || epoch === null) return
        const { boot, seq } = effect.for
        this.#verdicts.expect(n, { station, epoch, boot, seq, value: canonical(effect) })
        return
      }
      case 'alert': {
        const { at_ms, code, machine, detail } = effect
        this.#alerts.expect(n, { at_ms, code, machine, detail })
        return
      }
    }
  }

  finish(): void {
    for (const [id, { row, expected }] of this.#open_sessions) compare(`session ${id}`, row, expected, this.#problems)
    for (const rows of this.#open_faults.values())
      for (const row of rows) compare(keyed('fault', row), row, { to_at_ms: null, cleared_n: null }, this.#problems)
    const all = [
      this.#sessions,
      this.#states,
      this.#faults,
      this.#gaps,
      this.#unattributed,
      this.#verdicts,
      this.#alerts,
    ]
    for (const rows of all) rows.finish()
  }

  /** The row holds its last figures already, so they are compared when the journal comes to the end of the session. */
  #sessionStarted(n: number, session: Session): void {
    const { id, machine, station, epoch, boot, seq, member } = session
    this.sessions += 1
    const row = this.#sessions.expect(n, { id, machine, station, epoch, boot, seq, member })
    if (row !== null) this.#open_sessions.set(id, { row, expected: { ...sessionColumns(session), ended_n: null } })
  }

  #sessionEnded(n: number, session: Session): void {
    const open = this.#open_sessions.get(session.id)
    this.#open_sessions.delete(session.id)
    // Without one its beginning is missing, which has been said.
    if (open !== undefined)
      compare(keyed('session', open.row), open.row, { ...sessionColumns(session), ended_n: n }, this.#problems)
  }

  #fault(n: number, station: string, effect: Extract<Effect, { kind: 'fault' }>): void {
    const { machine, code, detail, at_ms, session } = effect
    const key = `${machine} ${code}`
    if (effect.active) {
      const row = this.#faults.expect(n, { machine, station, code, detail, from_at_ms: at_ms, session })
      if (row !== null) this.#noteFault(key, row)
      return
    }
    for (const row of this.#open_faults.get(key) ?? [])
      compare(keyed('fault', row), row, { to_at_ms: at_ms, cleared_n: n }, this.#problems)
    this.#open_faults.delete(key)
  }
}

const keyOf = (table: string, row: Row): string =>
  table === 'verdict' ? `${row.station}/${row.epoch}/${row.boot}/${row.seq}` : `${row.id}`

const keyed = (table: string, row: Row): string => `${table} ${keyOf(table, row)}`
