/** What the parts of the page say in the same way. */
import type { BankLineView, PayerRef, ProposalView } from '#server/contract/bank.ts'
import { sayDay } from '../../ui/say-day.ts'
import { money } from '../economy/head.tsx'
import { fr, p } from './texts.ts'

type Key = Parameters<typeof p>[0]
const has = (key: string): key is Key => key in fr

export { money, sayDay }
export const payerText = ({ kind, id }: PayerRef): string => `${kind}/${id}`
export const payerOf = (text: string): PayerRef => {
  const [kind, id] = text.split('/')
  return { kind: kind as PayerRef['kind'], id: id ?? '' }
}

/** Numbers are for people; ids of payments, fees and differences are not. */
export const isNumber = (ref: string): boolean => !/^([pw]-|fee\/|opening\/)/.test(ref)

/** A bank's code, with its words where we have them. */
export function reasonWords(code: string): string {
  const key = `reason.${code}`
  return has(key) ? `${p(key)} (${code})` : code
}
export function leftWords(why: string, reason: string | null): string {
  const key = `left.${why}`
  return has(key) ? p(key, { reason: reason === null ? '' : reasonWords(reason) }) : why
}
export function flawWords(code: string, value: string): string {
  const key = `flaw.${code}`
  return has(key) ? p(key, { value }) : `${code} ${value}`
}

const itemsOf = (parts: ProposalView['parts']): string =>
  parts.flatMap(part => part.allocations.map(one => one.item)).join(', ')

export function proposalWords(proposal: ProposalView): string[] {
  const { kind, parts, run, reason } = proposal
  const name = parts.map(part => part.name).join(', ')
  switch (kind) {
    case 'payment':
      return parts.map(part => {
        const amount = money(part.cents)
        const items = itemsOf([part])
        return items === ''
          ? p('proposal.payment-free', { name: part.name, amount })
          : p('proposal.payment', { name: part.name, amount, items })
      })
    case 'collection':
      return [p('proposal.collection', { count: parts.length, run: run ?? '' })]
    case 'return':
      return [p('proposal.return', { name, items: itemsOf(parts), reason: reasonWords(reason ?? 'MS03') })]
    case 'refund':
      return [p('proposal.refund', { name, items: itemsOf(parts) })]
  }
}

export const whyWords = ({ why }: ProposalView): string =>
  why.length === 0 ? p('why.alone') : why.map(sign => p(`why.${sign}`)).join(', ')

/** `VIR SEPA RECU /DE NOM …` in capitals is how banks write; it stays as it is. */
export const lineText = ({ name, text }: BankLineView): string => [name, text].filter(Boolean).join(' · ')
