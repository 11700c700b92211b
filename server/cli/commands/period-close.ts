/** `navette period close`: the month says from now on what it says now. */
import { closePeriod } from '#server/books/close.ts'
import { COMMAND_LINE, money, monthOf, refusalWords, withBooks } from '../books.ts'
import { CliError, print } from '../output.ts'

export async function periodClose(month: string, options: { json?: boolean }): Promise<void> {
  const period = monthOf(month)
  const outcome = await withBooks(parts => closePeriod(parts, { period, by: COMMAND_LINE, statement_hash: null }))
  switch (outcome.kind) {
    case 'refused':
      throw new CliError(refusalWords(period, outcome.refusal))
    case 'changed':
    case 'busy':
      throw new CliError('others keep writing: look again and repeat')
    case 'closed': {
      const { n, statement, statement_hash } = outcome
      const members = statement.members.map(({ id, total_cents }) => ({
        id,
        statement: `${period}/${id}`,
        total_cents,
      }))
      const text = [
        `${period} is closed (journal ${n}).`,
        ...members.map(member => `  ${member.statement}: ${money(member.total_cents)}`),
        `The cooperative's own part: ${money(statement.cooperative_cents)}`,
      ]
      const { cooperative_cents } = statement
      print({ period, n, statement_hash, cooperative_cents, members }, text, options.json)
    }
  }
}
