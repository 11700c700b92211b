/** `navette reminder send`: the step due goes out, by mail where it can, else printed; `--paper` prints it in any case. */
import { payerKey } from '#server/domain/accounting/payment-entries.ts'
import { done, payerOf, withBank } from '../bank.ts'
import { COMMAND_LINE } from '../books.ts'
import { CliError, print } from '../output.ts'
import { wayWords } from './reminder-list.ts'

export async function reminderSend(
  who: string,
  options: { issuer?: string; paper?: boolean; json?: boolean },
): Promise<void> {
  const { reminder, letter, way } = await withBank(async (bank, directory) => {
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
    return done(
      await bank.remind({ issuer, payer, step, way: options.paper === true ? 'paper' : null, by: COMMAND_LINE }),
    )
  })
  const lines = way.by === 'mail' ? [`Queued ${wayWords(way)}; "navette serve" sends it.`, ''] : []
  print({ ...reminder, letter, way }, [...lines, letter.subject, '', letter.body], options.json)
}
