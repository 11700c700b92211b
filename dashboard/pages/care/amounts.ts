/** Parts and labour as they are typed: an empty field is nothing. Pure. */
import type { Cost } from '../../api/care.ts'

/** `12,50` or `12.50` in cents; null where it is no amount. */
export function centsOf(text: string): number | null {
  const plain = text.replaceAll(/[\s€]/g, '').replace(',', '.')
  if (plain === '') return 0
  return /^\d{1,6}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null
}

export const typed = (cents: number, separator: string): string =>
  `${Math.floor(cents / 100)}${separator}${String(cents % 100).padStart(2, '0')}`

/** null: one of them is no amount. */
export function costTyped(read: (name: string) => string): Cost | null {
  const [parts_cents, labour_cents] = [centsOf(read('parts')), centsOf(read('labour'))]
  if (parts_cents === null || labour_cents === null) return null
  const pool = read('pool')
  return { parts_cents, labour_cents, pool: pool === '' || parts_cents + labour_cents === 0 ? null : pool }
}
