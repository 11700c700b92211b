import { withLedger } from '../context.ts'
import { checkedMonth } from '../months.ts'
import { print } from '../output.ts'

export async function periodTrial(month: string, options: { json?: boolean }): Promise<void> {
  const until = month === 'none' ? null : checkedMonth(month)
  await withLedger(ledger => ledger.appendDirectory([{ type: 'trial-set', until, by: 'command-line' }], Date.now()))
  const text =
    until === null ? 'no month is on trial any more' : `months up to ${until} are on trial: nothing is issued`
  print({ trial_until: until }, [text], options.json)
}
