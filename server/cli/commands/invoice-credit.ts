/** `navette invoice credit`: gives back an invoice, whole or by line. */
import { credit } from '#server/accounts/credit.ts'
import type { CreditWish } from '#server/domain/accounting/credit.ts'
import { problemWords } from '#server/domain/accounting/problems.ts'
import { COMMAND_LINE } from '../books.ts'
import { clockWords, withAccounts } from '../invoices.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'
import { documentLine, summary } from './invoice-issue.ts'

type Options = { line?: string[]; json?: boolean }

export async function invoiceCredit(number: string, { line, json }: Options): Promise<void> {
  const wish = wishOf(line)
  const outcome = await withAccounts(parts => credit(parts, { number, wish, key: null, by: COMMAND_LINE }))
  switch (outcome.kind) {
    case 'credited':
      return print(summary(outcome.document), [documentLine(outcome.document)], json)
    case 'unknown':
      throw new CliError(`nothing was issued under number ${number}`)
    case 'problems':
      throw new CliError(outcome.problems.map(problemWords).join('\n'))
    case 'before-last':
      throw new CliError(clockWords(outcome))
    case 'issued-before':
    case 'busy':
      throw new CliError('others keep writing: look again and repeat')
  }
}

/** `3` is all that is left of line 3, `3=1250` so many cents of it. */
function wishOf(lines: string[] | undefined): CreditWish {
  if (lines === undefined) return null
  return lines.map(text => {
    const [, line, cents] = /^(\d+)(?:=(-?\d+))?$/.exec(text) ?? []
    if (line === undefined)
      throw new CliError(`"${text}" is no line: write it as 3, or 3=1250 for so many cents`, EXIT_USAGE)
    return { line, net_cents: cents === undefined ? null : Number(cents) }
  })
}
