import { withLedger } from '../context.ts'
import { print } from '../output.ts'

export async function expire(options: { months?: number; json?: boolean }): Promise<void> {
  const expired = await withLedger((ledger, config) => ledger.expire(options.months ?? config.keep_months, Date.now()))
  const { checkpoint_n, up_to_n, dropped, kept } = expired
  print(
    expired,
    [
      checkpoint_n === null
        ? 'Nothing more is old enough for a new checkpoint.'
        : `Journal ${checkpoint_n} is a checkpoint of everything up to ${up_to_n}.`,
      `${dropped} messages were dropped, ${kept} stay as evidence of sessions.`,
    ],
    options.json,
  )
}
