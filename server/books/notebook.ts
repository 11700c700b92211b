/** Sessions from the paper notebook: a person declares one, the member says whether it is true. */
import { notebookId } from '#server/domain/ids.ts'
import { bookedIn } from '#server/domain/periods/calendar.ts'
import type { BooksEntry, DeclaredSession, Ref } from '#server/domain/periods/entries.ts'
import { objectionToDeclared } from '#server/domain/periods/judge.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import { type BooksParts, TRIES_MAX, zoneOf } from './ports.ts'

export type DeclareOrder = Omit<DeclaredSession, 'id' | 'category'> & { by: string; reason: string }
export type DeclareOutcome =
  | { kind: 'declared'; session: DeclaredSession; period: string }
  | { kind: 'objected'; objection: Said }
  | { kind: 'busy' }

export async function declare(parts: BooksParts, { by, reason, ...told }: DeclareOrder): Promise<DeclareOutcome> {
  const { ledger } = parts
  const directory = parts.directory()
  const { machine, member, start_at_ms, end_at_ms } = told
  const id = notebookId(directory.site?.site ?? '', machine, member, start_at_ms, end_at_ms)
  const session = { ...told, id, category: directory.members.get(member)?.category ?? null }
  const objection = objectionToDeclared(session, directory, parts.now_ms())
  if (objection !== null) return { kind: 'objected', objection }
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const books_n = await ledger.booksHead()
    const period = bookedIn(start_at_ms, await ledger.closings(), zoneOf(directory))
    if ((await ledger.bookedAbout(id)).declaration !== null)
      return { kind: 'objected', objection: said('declared-already') }
    const entry: BooksEntry = { type: 'declared', period, session, by, reason }
    // What the member writes down herself needs no second word of hers
    const own: BooksEntry[] = by === member ? [{ type: 'confirmed', period, declared: id, confirmed: true, by }] : []
    const result = await ledger.appendBooks({ entries: [entry, ...own], books_n, inputs: null }, parts.now_ms())
    if (result.kind === 'booked') return { kind: 'declared', session, period }
  }
  return { kind: 'busy' }
}

export type ConfirmOutcome =
  | { kind: 'confirmed' }
  | { kind: 'unknown' }
  | { kind: 'objected'; objection: Said }
  | { kind: 'busy' }

/** `by` is the member herself. */
export async function confirm(
  parts: BooksParts,
  { declared, confirmed, by }: { declared: Ref; confirmed: boolean; by: string },
): Promise<ConfirmOutcome> {
  const { ledger } = parts
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const books_n = await ledger.booksHead()
    const { declaration } = await ledger.bookedAbout(declared)
    if (declaration === null || declaration.session.member !== by) return { kind: 'unknown' }
    const { period } = declaration
    if (declaration.confirmed !== null) return { kind: 'objected', objection: said('answered-already') }
    if ((await ledger.closings()).some(closing => closing.period === period))
      return { kind: 'objected', objection: said('period-closed', { period }) }
    const entry: BooksEntry = { type: 'confirmed', period, declared, confirmed, by }
    const result = await ledger.appendBooks({ entries: [entry], books_n, inputs: null }, parts.now_ms())
    if (result.kind === 'booked') return { kind: 'confirmed' }
  }
  return { kind: 'busy' }
}
