/** Options and values that several commands take. */
import { InvalidArgumentError } from 'commander'

export const JSON_OPTION = ['--json', 'print the result as one JSON object on the last line'] as const

export function natural(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('is a whole number, 0 or more')
  return value
}

export function pastMonths(text: string): number {
  const months = natural(text)
  if (months < 1 || months > 36) throw new InvalidArgumentError('is a number of months, 1 to 36')
  return months
}

/** Each once; one at least: an empty variable of a script is not somebody's wish. */
export function someOf(text: string): string[] {
  const named = [...new Set(list(text))]
  if (named.length === 0) throw new InvalidArgumentError('names none')
  return named
}

export const list = (text: string): string[] =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
