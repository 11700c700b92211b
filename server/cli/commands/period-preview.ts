import { previewPeriod } from '#server/preview.ts'
import { withLedger } from '../context.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })
const money = (cents: number): string => euros.format(cents / 100)

export async function periodPreview(month: string, options: { json?: boolean }): Promise<void> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    throw new CliError(`"${month}" is no month: write it as 2026-10`, EXIT_USAGE)
  const preview = await withLedger(async ledger => previewPeriod(ledger, (await ledger.present()).directory, month))
  const text = [
    `${preview.period}`,
    ...preview.pools.map(pool => `  ${pool.name ?? pool.id}: ${money(pool.amount_cents)}`),
    ...preview.members.flatMap(member => [
      `${member.name ?? member.id}: ${money(member.total_cents)}`,
      ...member.lines.map(line => `  ${line.label}: ${money(line.cents)} (${line.sessions.length} sessions)`),
    ]),
    `The cooperative's own part: ${money(preview.cooperative_cents)}`,
  ]
  print(preview, text, options.json)
}
