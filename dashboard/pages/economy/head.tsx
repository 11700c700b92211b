/** What the pages about money all say in the same way. */
import type { ComponentChildren } from 'preact'
import { duration, euros } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import './economy.css'

type HeadProps = { title: string; of?: string; children?: ComponentChildren }
/** `of`: what the title is about, a month. */
export const EconomyHead = ({ title, of, children }: HeadProps) => (
  <header class="month-head">
    <h1>
      {title} {of === undefined ? null : <span>{of}</span>}
    </h1>
    {children}
  </header>
)

export const money = (cents: number): string => euros(cents, language.value)
/** With its sign: a difference says its direction. */
export const difference = (cents: number): string => (cents > 0 ? `+${money(cents)}` : money(cents))
export const hours = (ms: number): string => duration(ms, language.value)

/** `12,50` or `12.50` in cents; null where it is no amount. */
export function centsOf(text: string): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f€]/g, '').replace(',', '.')
  if (!/^-?\d{1,9}(\.\d{1,2})?$/.test(plain)) return null
  return Math.round(Number(plain) * 100)
}
export const eurosOf = (cents: number): string =>
  (cents / 100).toFixed(2).replace('.', language.value === 'fr' ? ',' : '.')
