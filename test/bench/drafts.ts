/**
 * A month's drafts beside ten years of two hundred invoices each month. What is read must not grow with the years: once as the month
 * is, and once with every payer given something back, so that every payer's history is asked for.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { draftsOf } from '#server/accounts/drafts.ts'
import type { AccountsParts } from '#server/accounts/ports.ts'
import { type Draft, finish } from '#server/domain/accounting/draft.ts'
import type { Numbered } from '#server/domain/accounting/stored.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import { type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { OCTOBER, partsOf, prepare } from '../support/invoice-lab.ts'

const PAYERS = 200
const YEARS = 10
const MONTHS = 12
const ROUNDS = 5
/** one page of the dashboard */
const DRAFTS_MS_WANTED = 500

const two = (n: number): string => `${n}`.padStart(2, '0')

/** Ten years of the month's own documents, each under its period. */
async function fill(ledger: Ledger, parts: AccountsParts, drafts: readonly Draft[]): Promise<number> {
  let issued = 0
  for (let month = 0; month < YEARS * MONTHS; month++) {
    const period = `${2016 + Math.floor(month / MONTHS)}-${two((month % MONTHS) + 1)}`
    const group = drafts.map(draft => ({
      ...{ draft: draft.key.replace(OCTOBER, period), issuer: draft.issuer, series: 'FAB', first: 1 },
      finish: (place: Numbered) => finish({ ...draft, period }, { ...place, logo: null }, parts.directory()),
    }))
    const order = { drafts: group, issue_date: `${period}-28`, by: 'tresor', logos: [], accounts_n: null }
    const result = await ledger.issue({ ...order, directory_n: parts.directory_n() }, Date.now())
    if (result.kind !== 'issued') throw new Error(result.kind)
    issued += result.documents.length
  }
  return issued
}

/** The same month, in which everybody is given a little back of the month before. */
function givenBack(statement: PeriodStatement): PeriodStatement {
  const members = statement.members.map(member => ({
    ...member,
    lines: member.lines.flatMap(line => [line, { ...line, cents: -1, adjusts: '2025-12' }]),
  }))
  return { ...statement, members }
}

async function timed(parts: AccountsParts): Promise<number> {
  const took: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    const made = await draftsOf(parts, OCTOBER)
    took.push(performance.now() - started)
    if (made.kind !== 'drafts' || made.drafts.length !== PAYERS) throw new Error(JSON.stringify(made).slice(0, 200))
  }
  return took.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}

export async function benchDrafts(): Promise<void> {
  const path = mkdtempSync(join(tmpdir(), 'navette-drafts-'))
  const file = join(path, 'navette.sqlite')
  await prepare(file, PAYERS)
  const ledger = await openLedger({ file })
  const parts = await partsOf(ledger)
  const made = await draftsOf(parts, OCTOBER)
  if (made.kind !== 'drafts') throw new Error(made.kind)
  const alone_ms = await timed(parts)
  const documents = await fill(ledger, parts, made.drafts)
  const beside_ms = await timed(parts)
  const statement = await ledger.closedStatement(OCTOBER)
  if (statement === null) throw new Error('October is not closed')
  const corrected = givenBack(statement)
  const books = new Proxy(ledger, {
    get: (of, name) => (name === 'closedStatement' ? async () => corrected : Reflect.get(of, name).bind(of)),
  })
  const history_ms = await timed({ ...parts, ledger: books })
  console.log(
    `drafts of ${PAYERS} payers, in an empty ledger: ${alone_ms.toFixed(0)} ms; beside ${documents} documents: ${beside_ms.toFixed(0)} ms (wanted ≤ ${DRAFTS_MS_WANTED}); where every one of them is given something back: ${history_ms.toFixed(0)} ms`,
  )
  await ledger.close()
  rmSync(path, { recursive: true, force: true })
}
