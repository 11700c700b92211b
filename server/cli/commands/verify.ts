/** The replay alone is what is asked most: what proves statements, invoices and telemetry is loaded where it is asked for. */
import type { InvoiceProof } from '#server/accounts/prove.ts'
import type { StatementReport } from '#server/books/prove.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import type { Agreement } from '#server/telemetry/agree.ts'
import { money } from '../books.ts'
import { withLedger } from '../context.ts'
import { CliError, EXIT_FAILED, print } from '../output.ts'

type Options = { telemetry?: boolean; rebuildTelemetry?: boolean; statement?: string; invoice?: string; json?: boolean }
const PROBLEMS_SHOWN_MAX = 20

export async function verify(options: Options): Promise<void> {
  const result = await withLedger(async (ledger, config) => {
    const rebuilt = options.rebuildTelemetry === true ? await (await telemetry()).rebuild(ledger, config) : undefined
    const report = await ledger.verify()
    const compared = options.telemetry === true ? await (await telemetry()).compare(ledger, config) : undefined
    const statement = options.statement === undefined ? undefined : await proven(ledger, options.statement)
    const invoice = options.invoice === undefined ? undefined : await provenInvoice(ledger, options.invoice)
    const problems = [...report.problems, ...(statement?.problems ?? []), ...(invoice?.problems ?? [])]
    const ok = problems.length === 0 && report.ok && (compared?.ok ?? true)
    return {
      ...report,
      ok,
      problems,
      ...(statement && { statement }),
      ...(invoice && { invoice }),
      ...(compared && { telemetry: compared }),
      ...(rebuilt && { rebuilt }),
    }
  })
  print(result, lines(result), options.json)
  if (!result.ok) process.exitCode = EXIT_FAILED
}

type Report = Awaited<ReturnType<Ledger['verify']>> & {
  telemetry?: Agreement
  rebuilt?: { points: number }
  statement?: StatementReport
  invoice?: InvoiceProof
}

function lines(report: Report): string[] {
  const { messages, sessions, quarantined, late, gaps } = report
  return [
    `${messages} messages, ${sessions} sessions; ${quarantined} in quarantine, ${late} late, ${gaps} gaps`,
    `journal head ${report.journal_head}`,
    `ledger hash  ${report.ledger_hash}`,
    ...(report.rebuilt === undefined ? [] : [`telemetry written again: ${report.rebuilt.points} points`]),
    ...(report.statement === undefined ? [] : statementLines(report.statement)),
    ...(report.invoice === undefined ? [] : invoiceLines(report.invoice)),
    ...report.problems.slice(0, PROBLEMS_SHOWN_MAX).map(problem => `problem: ${text(problem)}`),
    ...(report.telemetry?.differences ?? []).slice(0, PROBLEMS_SHOWN_MAX).map(one => `telemetry differs: ${text(one)}`),
    report.ok ? 'Everything agrees with the journal.' : 'NOT in order: see the problems above.',
  ]
}
const telemetry = () => import('../telemetry.ts')

async function proven(ledger: Ledger, id: string): Promise<StatementReport> {
  const { proveStatement } = await import('#server/books/prove.ts')
  const statement = await proveStatement(ledger, id)
  if (statement === null) throw new CliError(`there is no closed statement "${id}": write it as 2026-10/awa`)
  return statement
}

async function provenInvoice(ledger: Ledger, number: string): Promise<InvoiceProof> {
  const [{ proveInvoice }, { createEconomy }] = await Promise.all([
    import('#server/accounts/prove.ts'),
    import('#server/economy.ts'),
  ])
  const { directory } = await ledger.present()
  const comparedMonths = createEconomy(ledger, () => directory).compared
  const proof = await proveInvoice({ ledger, directory, comparedMonths }, number)
  if (proof === null) throw new CliError(`nothing was issued under number ${number}`)
  return proof
}

const invoiceLines = ({ number, issued, closing, lines, settled, head }: InvoiceProof): string[] => [
  `${number}: issued by journal ${issued.n}, document hash ${issued.entry.document_hash}`,
  `  chain of its series ${issued.entry.series_chain}`,
  ...lines.map(({ id, label, things }) => {
    const entries = things.reduce((sum, thing) => sum + thing.entries, 0)
    const frames = things.reduce((sum, thing) => sum + thing.frames, 0)
    return `  line ${id}, ${label}: ${things.length} sessions, ${entries} journal entries, ${frames} with their frame`
  }),
  ...(settled === null ? [] : settledLines(settled)),
  ...(closing === null ? [] : [`  the month was closed by journal ${closing.n}, chain ${closing.chain}`]),
  `  the journal ends at ${head.n}, chain ${head.chain}`,
]

const settledLines = ({ months, advances, balance_cents }: NonNullable<InvoiceProof['settled']>): string[] => [
  ...months.map(
    ({ period, advance_cents, share_cents }) =>
      `  ${period}: ${money(advance_cents)} in advance, ${money(share_cents)} of the actual costs`,
  ),
  ...advances.map(({ number, net_cents }) => `  taken off: ${number}, ${money(net_cents)}`),
  `  the balance, net: ${money(balance_cents)}`,
]

const statementLines = (statement: StatementReport): string[] => [
  `statement ${statement.id}: ${statement.lines} lines, ${statement.sessions} sessions, ${statement.decisions} decisions of people`,
  `  they rest on ${statement.entries} journal entries, ${statement.frames} with their frame, the others by its hash`,
  `  closed by journal ${statement.closing.n}, chain ${statement.closing.chain}`,
  `  statement hash ${statement.statement_hash}`,
]

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
