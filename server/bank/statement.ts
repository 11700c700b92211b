/**
 * Statements of the bank: read, shown, kept once; each line then waits for a person, with a proposal where something speaks for
 * one. Nothing is booked by itself.
 */
import { daysBetween } from '#server/domain/accounting/debit-calendar.ts'
import { type Known, type Proposal, proposalFor } from '#server/domain/accounting/match.ts'
import { lineId } from '#server/domain/accounting/payment-id.ts'
import type { BankLineRow } from '#server/domain/records.ts'
import type { BankParts, CsvColumns, FileFlaw, ReadFile } from './ports.ts'
import { type BankState, contactsOf, namesOf, stateNow } from './state.ts'

export type ImportOrder = {
  issuer: string
  bytes: Buffer
  /** of a CSV, as a person confirmed them; null: as guessed */
  columns: CsvColumns | null
  /** false: only shown */
  apply: boolean
}
export type ImportOutcome = {
  format: ReadFile['format']
  table: ReadFile['table']
  flaws: FileFlaw[]
  /** not taken, and why: not booked yet, a balance */
  skipped: FileFlaw[]
  lines: BankLineRow[]
  /** how many of them were not there before */
  fresh: number
  applied: boolean
  /** the file names another account than the issuer's */
  other_account: string | null
}

export async function importStatement(parts: BankParts, order: ImportOrder): Promise<ImportOutcome> {
  const { issuer, bytes, columns, apply } = order
  const { format, table, result } = await parts.files.readStatement(bytes, columns)
  const nothing = { format, table, lines: [], fresh: 0, applied: false, other_account: null }
  if (result.kind === 'refused') return { ...nothing, flaws: result.flaws, skipped: [] }
  const own = (await parts.ledger.banks()).find(bank => bank.issuer === issuer)?.iban ?? null
  const other_account =
    result.statements.find(({ iban }) => iban !== null && own !== null && iban !== own)?.iban ?? null
  const read = result.statements.flatMap(statement => statement.lines)
  const lines = withIds(read, issuer, format, parts.now_ms())
  const known = new Set((await parts.ledger.bankLines()).map(line => line.id))
  const fresh = lines.filter(line => !known.has(line.id)).length
  const applied = apply && other_account === null
  if (applied) await parts.ledger.putBankLines(lines)
  return { ...nothing, lines, fresh, applied, other_account, flaws: [], skipped: result.skipped }
}

function withIds(
  lines: Extract<ReadFile['result'], { kind: 'read' }>['statements'][number]['lines'],
  issuer: string,
  source: ReadFile['format'],
  imported_at_ms: number,
): BankLineRow[] {
  const seen = new Map<string, number>()
  return lines.map(line => {
    const first = lineId({ issuer, ...line }, 0)
    const nth = seen.get(first) ?? 0
    seen.set(first, nth + 1)
    const id = nth === 0 ? first : lineId({ issuer, ...line }, nth)
    return { ...line, id, issuer, source, imported_at_ms, set_aside: null, set_aside_by: null }
  })
}

export type LineState = 'waiting' | 'booked' | 'set-aside'
export type LineNow = {
  line: BankLineRow
  state: LineState
  proposal: Proposal | null
  /** another file has a line of the same day and sum: perhaps the same money */
  alike: boolean
  /** somebody wrote down a payment of this sum about this day: perhaps the same money */
  by_hand: boolean
}

export async function linesNow(parts: BankParts): Promise<LineNow[]> {
  const [state, rows] = await Promise.all([stateNow(parts), parts.ledger.bankLines()])
  const known = await knownPayers(parts, state)
  const twins = Map.groupBy(rows, row => `${row.issuer}/${row.date}/${row.cents}`)
  return rows.map(line => {
    const now = lineState(state, line)
    const alike = (twins.get(`${line.issuer}/${line.date}/${line.cents}`) ?? []).some(one => !isOneFile(one, line))
    const proposal = now === 'waiting' ? proposalFor({ line, known, runs: state.runs }) : null
    return { line, state: now, proposal, alike, by_hand: now === 'waiting' && wroteDown(state, line) }
  })
}

/** A file comes in at one moment; what it has twice is twice. Banks number a day's entries and a month's each from one. */
const isOneFile = (a: BankLineRow, b: BankLineRow): boolean =>
  a.source === b.source && a.imported_at_ms === b.imported_at_ms

/** A cheque or a transfer told of takes so long to be booked. */
const BOOKED_WITHIN_DAYS = 7

const wroteDown = ({ money }: BankState, { issuer, date, cents }: BankLineRow): boolean =>
  [...money.payments.values()].some(
    one =>
      one.line === null &&
      one.issuer === issuer &&
      one.payment.amount_cents === cents &&
      one.payment.run === null &&
      Math.abs(daysBetween(one.payment.date, date)) <= BOOKED_WITHIN_DAYS,
  )

export const lineState = ({ used }: BankState, line: BankLineRow): LineState =>
  used.has(line.id) ? 'booked' : line.set_aside === null ? 'waiting' : 'set-aside'

export async function knownPayers(parts: BankParts, state: BankState): Promise<Known[]> {
  const [nameOf, contactOf] = await Promise.all([namesOf(parts), contactsOf(parts)])
  return [...state.accounts.values()].map(account => ({
    ...{ account, name: nameOf(account.payer), iban: contactOf(account.payer)?.iban ?? null },
  }))
}
