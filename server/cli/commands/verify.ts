import { type InvoiceProof, proveInvoice } from '#server/accounts/prove.ts'
import { proveStatement, type StatementReport } from '#server/books/prove.ts'
import type { Config } from '#server/config.ts'
import { periodOf, periodRange } from '#server/domain/time.ts'
import { createEconomy } from '#server/economy.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { type Agreement, agree } from '#server/telemetry/agree.ts'
import { openTelemetry } from '#server/telemetry/open.ts'
import { rebuildTelemetry } from '#server/telemetry/rebuild.ts'
import { followerName, telemetryConfig } from '../../telemetry-config.ts'
import { money } from '../books.ts'
import { withLedger } from '../context.ts'
import { CliError, EXIT_FAILED, print } from '../output.ts'

type Options = { telemetry?: boolean; rebuildTelemetry?: boolean; statement?: string; invoice?: string; json?: boolean }
const REBUILD_POINTS_MAX = 1_000
const PROBLEMS_SHOWN_MAX = 20

export async function verify(options: Options): Promise<void> {
  const result = await withLedger(async (ledger, config) => {
    const rebuilt = options.rebuildTelemetry === true ? await rebuild(ledger, config) : undefined
    const report = await ledger.verify()
    const telemetry = options.telemetry === true ? await compare(ledger, config) : undefined
    const statement = options.statement === undefined ? undefined : await proven(ledger, options.statement)
    const invoice = options.invoice === undefined ? undefined : await provenInvoice(ledger, options.invoice)
    const problems = [...report.problems, ...(statement?.problems ?? []), ...(invoice?.problems ?? [])]
    const ok = problems.length === 0 && report.ok && (telemetry?.ok ?? true)
    return {
      ...report,
      ok,
      problems,
      ...(statement && { statement }),
      ...(invoice && { invoice }),
      ...(telemetry && { telemetry }),
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
async function proven(ledger: Ledger, id: string): Promise<StatementReport> {
  const statement = await proveStatement(ledger, id)
  if (statement === null) throw new CliError(`there is no closed statement "${id}": write it as 2026-10/awa`)
  return statement
}

async function provenInvoice(ledger: Ledger, number: string): Promise<InvoiceProof> {
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

async function rebuild(ledger: Ledger, config: Config): Promise<{ to_n: number; points: number; refused: number }> {
  const store = await openTelemetry(telemetryConfig(config))
  try {
    return await rebuildTelemetry({
      name: followerName(config),
      source: ledger,
      store,
      batch_points_max: REBUILD_POINTS_MAX,
      now_ms: Date.now,
    })
  } catch (error) {
    throw new CliError(`the telemetry store did not take it: ${(error as Error).message}`)
  } finally {
    await store.close()
  }
}

async function compare(ledger: Ledger, config: Config): Promise<Agreement> {
  const store = await openTelemetry(telemetryConfig(config))
  try {
    const months = await monthsOf(ledger)
    return await agree({ ledgerUsage: range => ledger.usage(range), store, months })
  } catch (error) {
    throw new CliError(`the telemetry store did not answer: ${(error as Error).message}`)
  } finally {
    await store.close()
  }
}

/** Every month in which a session starts, in the atelier's zone. */
async function monthsOf(ledger: Ledger): Promise<{ from_ms: number; to_ms: number }[]> {
  const { directory } = await ledger.present()
  const zone = directory.site?.timezone ?? 'UTC'
  const sessions = await ledger.sessionsStarting({ from_ms: 0, to_ms: Number.MAX_SAFE_INTEGER })
  const periods = new Set(sessions.map(session => periodOf(session.start_at_ms, zone)))
  return [...periods].sort().map(period => periodRange(period, zone))
}
