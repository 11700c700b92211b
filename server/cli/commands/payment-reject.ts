/** `navette payment reject`: an R-transaction, an unpaid cheque or a slip of the hand; what it paid is open again. */
import { localDate } from '#server/domain/time.ts'
import { centsOf, dayOf, done, withBank } from '../bank.ts'
import { COMMAND_LINE } from '../books.ts'
import { print } from '../output.ts'

type Options = { reason: string; date?: string; fee?: string; issuer?: string; json?: boolean }

export async function paymentReject(subject: string, options: Options): Promise<void> {
  const { reason } = options
  const rejected = await withBank(async (bank, directory) => {
    const date = dayOf(options.date, localDate(Date.now(), directory.site?.timezone ?? 'UTC'))
    const fee_cents = options.fee === undefined ? null : centsOf(options.fee)
    const items = (await bank.runs()).flatMap(run => run.items.map(item => ({ ...item, issuer: run.issuer })))
    const item = items.findLast(one => one.document === subject)
    if (item?.state === 'sent')
      return done(await bank.drop({ issuer: item.issuer, document: subject, reason, by: COMMAND_LINE }))
    const payment = item?.payment ?? subject
    return done(await bank.giveBack({ payment, date, reason, fee_cents, by: COMMAND_LINE }))
  })
  print({ rejected, reason }, [`${rejected} came back (${reason}): what it paid is open again.`], options.json)
}
