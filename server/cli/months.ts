/** Months and money as commands read and print them. */
import { monthsBetween } from '#server/domain/sharing/validity.ts'
import { MONTHS_MAX } from '#server/economy.ts'
import { CliError, EXIT_USAGE } from './output.ts'

const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })
export const money = (cents: number): string => euros.format(cents / 100)

const hours_h = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1, minimumFractionDigits: 1 })
export const hours = (ms: number): string => `${hours_h.format(ms / 3_600_000)} h`

export function checkedMonth(text: string): string {
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(text))
    throw new CliError(`"${text}" is no month: write it as 2026-10`, EXIT_USAGE)
  return text
}

/** Both included. */
export function checkedSpan(from: string, to: string): [string, string] {
  const months = monthsBetween(checkedMonth(from), checkedMonth(to))
  if (months.length === 0) throw new CliError(`${to} lies before ${from}`, EXIT_USAGE)
  if (months.length > MONTHS_MAX) throw new CliError(`at most ${MONTHS_MAX} months at once`, EXIT_USAGE)
  return [from, to]
}
