/** Everything as it is set, what is missing, and what the next invoice would be called. */
import { graceOf_ms } from '#server/domain/access/claims.ts'
import { usualAccounts } from '#server/domain/accounting/accounts-plan.ts'
import { firstOf, numberOf, seriesOf } from '#server/domain/accounting/numbering.ts'
import { type People, peopleOf } from '#server/domain/accounting/parties.ts'
import { COLLECTING, type CollectingFacts } from '#server/domain/accounting/payment-settings.ts'
import { type PayerLacks, payersLacking, type Readiness, readinessOf } from '#server/domain/accounting/readiness.ts'
import type { IssuerFacts, SiteFacts } from '#server/domain/directory.ts'
import type { IssuerBank } from '#server/domain/records.ts'
import { localDate } from '#server/domain/time.ts'
import type { SettingsParts } from './ports.ts'

export type ShownIssuer = {
  facts: IssuerFacts
  collecting: CollectingFacts
  bank: IssuerBank
  logo: string | null
  begun: boolean
  next_number: string | null
  readiness: Readiness
}
export type Shown = {
  site: SiteFacts
  reservation_grace_s: number
  issuers: ShownIssuer[]
  payers: (PayerLacks & { name: string })[]
  relay: { there: boolean; from: string | null }
  plan: ReturnType<typeof usualAccounts>
  pools: { id: string; name: string; issuer: string }[]
  tariffs: { id: string; name: string; issuer: string }[]
}

export async function shown(parts: SettingsParts): Promise<Shown> {
  const { ledger, mail } = parts
  const directory = parts.directory()
  const { site } = directory
  if (site === null) throw new RangeError('there is no atelier yet')
  const [persons, contacts, banks] = await Promise.all([ledger.persons(), ledger.contacts(), ledger.banks()])
  // Whom it may debit is another page's question
  const people = peopleOf(persons, contacts, banks, [])
  const today = localDate(parts.now_ms(), site.timezone)
  const nameOf = ({ kind, id }: PayerLacks): string =>
    (kind === 'organisation' ? directory.organisations.get(id)?.name : people.persons.get(id)?.name) ?? id
  return {
    site,
    reservation_grace_s: graceOf_ms(directory) / 1_000,
    issuers: await Promise.all([...directory.issuers.values()].map(one => shownIssuer(parts, one, people, today))),
    payers: payersLacking(directory, people, today)
      .map(one => ({ ...one, name: nameOf(one) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
    relay: { there: mail.relay, from: mail.from },
    plan: usualAccounts(),
    pools: [...directory.pools.values()].map(({ id, name, issuer }) => ({ id, name, issuer })),
    tariffs: [...directory.tariffs.values()]
      .filter(({ valid_until }) => valid_until == null || valid_until > today)
      .map(({ id, issuer }) => ({ id, name: id, issuer })),
  }
}

async function shownIssuer(
  parts: SettingsParts,
  facts: IssuerFacts,
  people: People,
  today: string,
): Promise<ShownIssuer> {
  const { ledger, logoOf } = parts
  const { id, invoice_series } = facts
  const [out, logo] = await Promise.all([ledger.seriesOf(id), logoOf(id)])
  const series = seriesOf(facts, 'invoice', today)
  const last = out.find(one => one.series === series)?.sequence
  return {
    ...{ facts, logo: logo?.hash ?? null, readiness: readinessOf(facts, parts.directory(), people, today) },
    collecting: { ...COLLECTING, ...facts.collecting },
    bank: people.banks.get(id) ?? { issuer: id, iban: null, bic: null, sepa_creditor_id: null },
    begun: out.some(one => one.series === invoice_series || one.series.startsWith(`${invoice_series}-`)),
    next_number: series === null ? null : numberOf(series, last === undefined ? firstOf(facts, series) : last + 1),
  }
}
