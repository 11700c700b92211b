/** What the list is narrowed to. It stands in the address: to come back to, to be sent, to be undone by the back button. */
import type { InvoiceState } from '#server/contract/invoices.ts'

export const STATES = ['open', 'late', 'settled', 'credit-note'] as const satisfies readonly InvoiceState[]

/** `payer` as the server writes it: `member/awa` */
export type Filter = { state: InvoiceState | null; payer: string | null }
export const EVERYTHING: Filter = { state: null, payer: null }

const PAYER = /^(member|organisation|cooperative)\/[a-z0-9][a-z0-9-]{0,31}$/

/** Of an address that anybody may have written: what it does not know narrows nothing. */
export const filterOf = ({ state, payer }: Record<string, string | undefined>): Filter => ({
  state: STATES.find(one => one === state) ?? null,
  payer: payer !== undefined && PAYER.test(payer) ? payer : null,
})

export const isNarrow = ({ state, payer }: Filter): boolean => state !== null || payer !== null

export function hrefOf({ state, payer }: Filter): string {
  const query = new URLSearchParams({ ...(state !== null && { state }), ...(payer !== null && { payer }) })
  return query.size === 0 ? '/invoices' : `/invoices?${query}`
}

export type Payer = { id: string; name: string }
type Owing = { payer: { kind: string; id: string }; name: string }

/** Everybody something was billed to, once (they may owe two issuers), by name. */
export const payersOf = (accounts: readonly Owing[]): Payer[] =>
  [...new Map(accounts.map(({ payer, name }) => [`${payer.kind}/${payer.id}`, name]))]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'))
