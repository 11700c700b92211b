/** A machine's price as its user would say it: what an hour costs running and idle, and what else belongs to it. */
import type { PriceView } from '#server/contract/people.ts'
import { duration, euros, monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { y } from './texts.ts'

type Part = NonNullable<PriceView['tariff']>['parts'][number]
type Terms = NonNullable<PriceView['tariff']>

const amount = (cents: number): string => euros(cents, language.value)
const time = (ms: number): string => duration(ms, language.value)

const partWords = (part: Part): string =>
  part.measure === 'energy'
    ? y('price.energy', { amount: amount(part.cents_per_kWh) })
    : y(`price.${part.measure}`, { amount: amount(part.cents_per_hour) })

/** From what one sits there for to what one least thinks of. */
const ORDER: readonly Part['measure'][] = ['session', 'worked', 'running', 'idle', 'energy']
/** All of it together: a comma would leave open whether one of them is enough. */
const sumWords = (parts: readonly Part[]): string =>
  parts
    .toSorted((a, b) => ORDER.indexOf(a.measure) - ORDER.indexOf(b.measure))
    .map(partWords)
    .join(' + ')

function termsWords(terms: Terms): string[] {
  return [
    ...terms.parts.map(partWords),
    ...(terms.setup_cents > 0 ? [y('price.setup', { amount: amount(terms.setup_cents) })] : []),
    ...(terms.minimum_cents > 0 ? [y('price.minimum', { amount: amount(terms.minimum_cents) })] : []),
    ...(terms.step_ms > 1_000 ? [y('price.step', { duration: time(terms.step_ms) })] : []),
    ...(terms.free_ms > 0 ? [y('price.free', { duration: time(terms.free_ms) })] : []),
    ...(terms.cap_day_cents === null ? [] : [y('price.cap-day', { amount: amount(terms.cap_day_cents) })]),
    ...(terms.cap_month_cents === null ? [] : [y('price.cap-month', { amount: amount(terms.cap_month_cents) })]),
  ]
}

/** `october 2026` in a sentence that tells the year by itself: the month before this one. */
const ofMonth = (period: string): string => monthName(period, language.value).replace(/\s\d{4}$/, '')

/** Sentences, the price itself first. */
export function priceWords({ charged_to, tariff, shared }: PriceView): string[] {
  const sentences: string[] = []
  if (tariff !== null) sentences.push(`${termsWords(tariff).join(', ')}.`)
  if (tariff?.provisional === true) sentences.push(y('price.provisional'))
  if (shared !== null)
    sentences.push(y('price.shared', { month: ofMonth(shared.period), parts: sumWords(shared.parts) }))
  if (sentences.length === 0) sentences.push(y('price.none'))
  if (charged_to !== 'member') sentences.push(y(`price.${charged_to}`))
  return sentences
}

export const monthWord = ofMonth
