/** `navette period settle`: what waits for a decision, and one decision about one item or many. */
import { monthNow } from '#server/books/month.ts'
import { type SettleOutcome, settle, type Wish } from '#server/books/settle.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { COMMAND_LINE, itemLine, monthOf, withBooks } from '../books.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

export type SettleOptions = {
  accept?: boolean
  item?: string[]
  keep?: boolean
  waive?: boolean
  assign?: string
  pool?: string
  reason?: string
  json?: boolean
}

export async function periodSettle(month: string, options: SettleOptions): Promise<void> {
  const period = monthOf(month)
  const wish = wishOf(options)
  if (options.accept !== true && wish === null) {
    await show(period, options)
    return
  }
  const { reason, item: items = null } = options
  if (reason === undefined) throw new CliError('give a --reason: it stays in the journal', EXIT_USAGE)
  if (wish !== null && items === null) throw new CliError('say which items with --item', EXIT_USAGE)
  if (wish !== null && options.accept === true)
    throw new CliError('either --accept what is proposed, or a decision', EXIT_USAGE)
  const outcome = await withBooks(parts => settle(parts, { period, by: COMMAND_LINE, reason, wish, items }))
  const settled = settledOr(outcome, period)
  const result = { period, settled: settled.items, to_settle: settled.left.length }
  print(result, [`${result.settled.length} settled, ${result.to_settle} left`], options.json)
}

async function show(period: string, options: SettleOptions): Promise<void> {
  const { queue, month } = await withBooks(parts => monthNow(parts, period))
  const waiting = queue.filter(item => item.blocks)
  const items = waiting.map(({ thing, kinds, proposal }) => ({ id: thing.ref, kinds, proposal }))
  const text = [
    `${period}: ${waiting.length} to settle, ${queue.length - waiting.length} settled or small`,
    ...waiting.map(item => itemLine(item, month.zone)),
  ]
  print({ period, items, to_settle: waiting.length }, text, options.json)
}

function wishOf({ keep, waive, assign, pool }: SettleOptions): Wish | null {
  const wishes: Wish[] = [
    ...(keep === true ? [{ kind: 'keep' as const }] : []),
    ...(waive === true ? [{ kind: 'waive' as const }] : []),
    ...(assign === undefined ? [] : [{ kind: 'assign' as const, member: assign }]),
    ...(pool === undefined ? [] : [{ kind: 'pool' as const, pool }]),
  ]
  if (wishes.length > 1) throw new CliError('give one decision, not several', EXIT_USAGE)
  return wishes[0] ?? null
}

function settledOr(outcome: SettleOutcome, period: string): Extract<SettleOutcome, { kind: 'settled' }> {
  switch (outcome.kind) {
    case 'settled':
      return outcome
    case 'closed':
      throw new CliError(`${period} is closed: what it says changes no more`)
    case 'busy':
      throw new CliError('others keep writing: look again and repeat')
    case 'objected':
      throw new CliError(outcome.objections.map(({ item, objection }) => `${item}: ${wordsOf(objection)}`))
  }
}
