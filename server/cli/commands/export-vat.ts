/** `navette export vat`: what a month's declaration asks for. */
import type { VatLine, VatSummary } from '#server/domain/accounting/vat-summary.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { issuerOf } from '../bank.ts'
import { withBookkeeping } from '../bookkeeping.ts'
import { COMMAND_LINE, money, monthOf } from '../books.ts'
import { CliError, print } from '../output.ts'

type Options = { issuer?: string; declare?: boolean; json?: boolean }

export const exportVat = (month: string, options: Options): Promise<void> =>
  withBookkeeping(async (desk, directory) => {
    const question = { issuer: issuerOf(options.issuer, directory), period: monthOf(month) }
    if (options.declare === true) {
      const outcome = await desk.declareVat({ ...question, by: COMMAND_LINE })
      if (outcome.kind === 'busy') throw new CliError('others keep writing: look again and repeat')
      if (outcome.kind === 'objected') throw new CliError(wordsOf(outcome.objection))
    }
    const summary = await desk.vat(question)
    if (summary === null) throw new CliError(`there is no issuer "${question.issuer}"`)
    print(summary, textOf(summary), options.json)
  })

function textOf(summary: VatSummary): string[] {
  const { issuer, period, lines, vat_cents, due_on_payment_cents, due_on_issue_cents, pending_cents, declared } =
    summary
  return [
    `VAT of ${issuer}, ${period} (form 3310-CA3)`,
    `  A1  sales without VAT: ${money(summary.taxed_base_cents)}`,
    `  E2  not taxed: ${money(summary.untaxed_base_cents)}`,
    ...lines.map(lineText),
    `  16  VAT due: ${money(vat_cents)}, of which ${money(due_on_payment_cents)} on payment, ${money(due_on_issue_cents)} on debits`,
    `  invoiced, not due before it is paid: ${money(pending_cents)}`,
    ...(vat_cents < 0 ? ['  More went back than came in: line 21, not 16.'] : []),
    ...(declared === null ? ['  Not declared yet.'] : declaredText(declared)),
  ]
}

const lineText = ({ box, rate_bp, base_cents, vat_cents }: VatLine): string =>
  `  ${box.padEnd(2)}  ${`${rate_bp / 100}`.padStart(4)} %  base ${money(base_cents)}  VAT ${money(vat_cents)}`

const declaredText = ({ n, changed }: NonNullable<VatSummary['declared']>): string[] => [
  `  Declared (journal ${n}).${changed.length === 0 ? ' Nothing has changed since.' : ' Changed since:'}`,
  ...changed.map(line => `  ${lineText(line)}`),
]
