/** `navette reminder send`: notes that the step due goes out, and prints the letter. */
import { payerKey } from '#server/domain/accounting/payment-entries.ts'
import { done, payerOf, withBank } from '../bank.ts'
import { COMMAND_LINE } from '../books.ts'
import { CliError, print } from '../output.ts'

export async function reminderSend(who: string, options: { issuer?: string; json?: boolean }): Promise<void> {
  const { reminder, letter } = await withBank(async (bank, directory) => {
    const payer = payerOf(who, directory)
    const due = (await bank.reminders()).filter(
      one =>
        payerKey(one.reminder.payer) === payerKey(payer) &&
        (options.issuer ?? one.reminder.issuer) === one.reminder.issuer,
    )
    const first = due[0]
    if (first === undefined || due.length > 1)
      throw new CliError(due.length === 0 ? `there is nothing to remind ${who} of` : 'say which issuer with --issuer')
    const { issuer, step } = first.reminder
    return done(await bank.remind({ issuer, payer, step, by: COMMAND_LINE }))
  })
  print({ ...reminder, letter }, [letter.subject, '', letter.body], options.json)
}
