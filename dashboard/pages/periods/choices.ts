/** Which decisions can be offered for these items: only what can stand for every one of them. */
import type { SettleItem } from '#server/contract/books.ts'
import { timezone } from '../../ui/session.ts'

export type Choice = 'accept' | 'refuse' | 'keep' | 'assign' | 'waive' | 'pool' | 'split' | 'as-counted'

/** Said in full by its name: what is proposed and one of these is one choice, not two. */
const WHOLE: readonly Choice[] = ['keep', 'waive', 'as-counted']

export function choicesFor(items: readonly SettleItem[], pools: boolean): Choice[] {
  const choices = everyChoice(items, pools)
  const proposed = items.length === 1 && choices[0] === 'accept' ? items[0]?.proposal?.kind : undefined
  return choices.filter(each => each !== proposed || !WHOLE.includes(each))
}

function everyChoice(items: readonly SettleItem[], pools: boolean): Choice[] {
  const every = (holds: (item: SettleItem) => boolean) => items.every(holds)
  const open = items.some(item => item.to === null)
  const contested = items.some(item => item.kind === 'contested')
  const choices: Choice[] = []
  if (!contested && every(item => item.proposal !== null && item.decided === null)) choices.push('accept')
  if (open) return [...choices, 'as-counted']
  if (contested) choices.push('refuse')
  else if (every(item => item.member !== null && item.kind !== 'declared')) choices.push('keep')
  choices.push('assign', 'waive')
  if (pools) choices.push('pool')
  if (items.length === 1 && items[0]?.kind !== 'declared') choices.push('split')
  return choices
}

const clockOf = (at_ms: number): string =>
  new Intl.DateTimeFormat('fr-FR', { timeZone: timezone(), hour: '2-digit', minute: '2-digit' }).format(at_ms)

/** Halfway through it, for a field of type `time`. */
export function timeOf(item: SettleItem | undefined): string {
  if (item === undefined || item.to === null) return '12:00'
  return clockOf((Date.parse(item.from) + Date.parse(item.to)) / 2)
}

const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440

/** The first moment after the item's beginning at which the atelier's clock shows this time. */
export function momentOn(item: SettleItem | undefined, time: string): string {
  const from_ms = Date.parse(item?.from ?? '') || 0
  const minutes = (clock: string): number => {
    const [hours = 0, rest = 0] = clock.split(':').map(Number)
    return hours * 60 + rest
  }
  const wait = (minutes(time) - minutes(clockOf(from_ms)) + DAY_MINUTES) % DAY_MINUTES
  return new Date(from_ms + wait * MINUTE_MS).toISOString()
}
