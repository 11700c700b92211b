/** `navette payment import`: shows what a bank statement holds, and keeps it with --apply. Nothing is booked by it. */
import { readFileSync } from 'node:fs'
import type { CsvColumns } from '#server/bank/ports.ts'
import type { ImportOutcome } from '#server/bank/statement.ts'
import { issuerOf, withBank } from '../bank.ts'
import { money } from '../books.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

type Options = { issuer?: string; columns?: string; first?: number; apply?: boolean; json?: boolean }
const SHOWN = 5

export async function paymentImport(file: string, options: Options): Promise<void> {
  const bytes = bytesOf(file)
  const columns = options.columns === undefined ? null : columnsOf(options.columns, options.first ?? 1)
  const outcome = await withBank((bank, directory) =>
    bank.importStatement({
      issuer: issuerOf(options.issuer, directory),
      bytes,
      columns,
      apply: options.apply === true,
    }),
  )
  if (outcome.flaws.length > 0) throw new CliError(flawLines(file, outcome))
  if (outcome.other_account !== null)
    throw new CliError(`${file} is of account ${outcome.other_account}, which is not this issuer's`)
  const { format, lines, fresh, applied, skipped, table } = outcome
  const text = [
    `${lines.length} lines (${format}), ${fresh} of them new${applied ? ', kept' : '; keep them with --apply'}.`,
    ...(table === null ? [] : columnLines(table)),
    ...lines.slice(0, SHOWN).map(line => `  ${line.date}  ${money(line.cents)}  ${line.text}`),
    ...(lines.length > SHOWN ? [`  … and ${lines.length - SHOWN} more`] : []),
    ...skipped.map(({ line, code, value }) => `  not taken, line ${line}: ${code} ${value}`),
  ]
  print({ format, lines: lines.length, fresh, applied, skipped, columns: table?.columns ?? null }, text, options.json)
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new CliError(`cannot read the statement ${file}: ${(error as Error).message}`)
  }
}

const flawLines = (file: string, { flaws, table }: ImportOutcome): string[] => [
  `${file} is not taken:`,
  ...flaws.map(({ line, code, value }) => `  ${line === null ? '' : `line ${line}: `}${code} ${value}`),
  ...(table === null ? [] : ['its first lines, say which column is which with --columns:', ...headLines(table.head)]),
]

const headLines = (head: readonly string[][]): string[] =>
  head.map((row, i) => `  ${i}: ${row.map((cell, at) => `[${at}] ${cell}`).join(' | ')}`)

function columnLines({ head, columns }: NonNullable<ImportOutcome['table']>): string[] {
  if (columns === null) return []
  const names = head[columns.first - 1] ?? []
  const named = (at: number | null): string => (at === null ? '–' : (names[at] ?? `${at}`))
  const amounts = columns.amount === null ? `${named(columns.debit)} / ${named(columns.credit)}` : named(columns.amount)
  return [
    `  read as: date "${named(columns.date)}", text "${columns.label.map(named).join('", "')}", amount "${amounts}"`,
  ]
}

function columnsOf(text: string, first: number): CsvColumns {
  const said = new Map(text.split(',').map(part => part.split('=', 2) as [string, string]))
  const at = (name: string): number | null => {
    const value = said.get(name)
    if (value === undefined) return null
    if (!/^\d+$/.test(value)) throw new CliError(`"${name}=${value}" is no column`, EXIT_USAGE)
    return Number(value)
  }
  const date = at('date')
  const label = (said.get('label') ?? '').split('+').filter(Boolean).map(Number)
  const [amount, debit, credit] = [at('amount'), at('debit'), at('credit')]
  if (date === null || label.length === 0 || (amount === null && (debit === null || credit === null)))
    throw new CliError('--columns says date, label, and amount or debit and credit', EXIT_USAGE)
  return { first, date, label, amount, debit, credit, reference: at('reference') }
}
