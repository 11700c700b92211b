/** What holds an erasure back, in a person's words, and where it is put right. */
import type { ErasureHeldBack } from '#server/contract/people.ts'
import { euros, monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { x } from './erase-texts.ts'

export type HeldBack = ErasureHeldBack['in_the_way'][number]
type Told = { words: string; href: string | null }

/** `2026` is a year that is settled. */
const monthOf = (period: string): string => (period.length === 4 ? period : monthName(period, language.value))

export function told({ code, params, message }: HeldBack): Told & { amount: string | null } {
  const { cents } = params
  const amount = typeof cents === 'number' ? euros(Math.abs(cents), language.value) : null
  return { ...wordsOf(code, name => String(params[name] ?? ''), message), amount }
}

function wordsOf(code: string, of: (name: string) => string, message: string): Told {
  switch (code) {
    case 'erase-session-open':
      return { words: x('erase.session'), href: `/machines/${encodeURIComponent(of('machine'))}` }
    case 'erase-month-open':
      return { words: x('erase.month', { month: monthOf(of('period')) }), href: `/periods/${of('period')}` }
    case 'erase-not-invoiced':
      return {
        words: x('erase.not-invoiced', { month: monthOf(of('period')) }),
        href: `/invoices/drafts/${of('period')}`,
      }
    case 'erase-not-settled':
      return { words: x('erase.not-settled', { year: of('year') }), href: '/months' }
    case 'erase-collecting':
      return { words: x('erase.collecting', { document: of('document') }), href: '/payments' }
    case 'erase-unpaid':
      return { words: x('erase.unpaid'), href: '/payments' }
    case 'erase-in-credit':
      return { words: x('erase.in-credit'), href: '/payments' }
    default:
      return { words: message, href: null }
  }
}
