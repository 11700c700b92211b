/** The money of an atelier file as facts; what the file leaves out is left out of the fact. Bank data goes beside the chain. */
import type { AtelierFile, AtelierIssuer, AtelierPool, AtelierTariff } from '#server/contract/atelier.ts'
import type { Invoicing } from '#server/contract/atelier-invoicing.ts'
import { newIssuer } from '#server/domain/accounting/issuer-change.ts'
import type { CollectingFacts } from '#server/domain/accounting/payment-settings.ts'
import type { InvoicingFacts } from '#server/domain/accounting/settings.ts'
import type { IssuerFacts, PoolFacts, TariffFacts } from '#server/domain/directory.ts'
import type { IssuerBankPart } from '#server/domain/records.ts'
import type { ImportedMoney } from '#server/domain/sharing/facts.ts'
import { compactNumber } from '#server/domain/who/siren.ts'

/** What the file does not name stays as it was set by hand (docs/atelier-file.md). */
export function issuerFacts(issuer: AtelierIssuer, before: IssuerFacts | undefined): IssuerFacts {
  const { id, name, legal_form, siren, vat, billing, valid_from, valid_until, vat_regimes, ...more } = issuer
  return {
    ...newIssuer(id),
    ...before,
    ...given({ name, legal_form, vat, billing, valid_from, valid_until, vat_regimes, mail: more.mail }),
    ...(siren === undefined ? {} : { siren: compactNumber(siren) }),
    ...given({ invoicing: more.invoicing == null ? more.invoicing : invoicingFacts(more.invoicing) }),
    ...given({ account_numbers: more.account_numbers, collecting: collectingOf(more.collecting) }),
    ...given({ invoice_series: more.invoice_series, target_percent: more.target_percent }),
  }
}

const invoicingFacts = ({ siret, vat_number, ...told }: Invoicing): InvoicingFacts => ({
  ...told,
  siret: siret === null ? null : compactNumber(siret),
  vat_number: vat_number === null ? null : compactNumber(vat_number).toUpperCase(),
})

/** Without what is left out, so that the fact holds what somebody said. */
const collectingOf = (collecting: AtelierIssuer['collecting']): Partial<CollectingFacts> | null | undefined =>
  collecting == null ? collecting : given(collecting)

/** Only of issuers whose file entry speaks of a bank, and of them what it speaks of: the rest stays. */
export const bankOf = ({ id, iban, bic, sepa_creditor_id }: AtelierIssuer): IssuerBankPart[] =>
  iban === undefined && bic === undefined && sepa_creditor_id === undefined
    ? []
    : [
        {
          issuer: id,
          ...given({ iban: compact(iban), bic: compact(bic), sepa_creditor_id: compact(sepa_creditor_id) }),
        },
      ]
const compact = (text: string | null | undefined): string | null | undefined =>
  text == null ? text : text.replaceAll(/\s/g, '').toUpperCase()

export function tariffFacts(tariff: AtelierTariff, onlyIssuer: string): TariffFacts {
  const { valid_until, kinds, components, step_ms, minimum_cents, setup_cents, free_ms } = tariff
  const { cap_day_cents, cap_month_cents, first_months, charter } = tariff
  return {
    id: tariff.id,
    issuer: tariff.issuer ?? onlyIssuer,
    valid_from: tariff.valid_from ?? '0001-01-01',
    category: tariff.category ?? null,
    machines: tariff.machines ?? null,
    price: tariff.price,
    cents_per_hour: tariff.cents_per_hour ?? 0,
    ...given({ valid_until, kinds, components, step_ms, minimum_cents, setup_cents, free_ms }),
    ...given({ cap_day_cents, cap_month_cents, first_months, charter }),
  }
}

export function poolFacts(pool: AtelierPool, onlyIssuer: string): PoolFacts {
  const { kinds, categories, valid_from, valid_until, cooperative, organisation_weights } = pool
  return {
    id: pool.id,
    issuer: pool.issuer ?? onlyIssuer,
    name: pool.name ?? pool.id,
    amount_cents: pool.amount_cents,
    per: pool.per,
    driver: pool.driver,
    machines: pool.machines,
    subsidy_cents: pool.subsidy_cents,
    normal_capacity_ms: pool.normal_capacity_ms,
    weights: pool.weights ?? null,
    ...given({ kinds, categories, valid_from, valid_until, cooperative, organisation_weights }),
  }
}

export function importedMoney(file: AtelierFile, onlyIssuer: string): ImportedMoney {
  const issued = <T extends { issuer?: string | undefined }>(facts: T): T & { issuer: string } => ({
    ...facts,
    issuer: facts.issuer ?? onlyIssuer,
  })
  const money: Required<ImportedMoney> = {
    purchases: file.purchases,
    assets: file.assets,
    packs: file.packs.map(issued),
    pack_sales: file.pack_sales,
    consumables: file.consumables.map(issued),
    counts: file.counts,
    orders: file.orders.map(({ withdrawn, ...order }) => ({
      ...{ ...issued(order), name: order.name ?? order.id },
      ...(withdrawn === undefined ? {} : { withdrawn }),
    })),
    steps: file.steps,
    loans: file.loans,
    balances: file.balances.map(issued),
  }
  // A file that brings nothing of it leaves the entry as it was before there was any.
  return Object.fromEntries(Object.entries(money).filter(([, facts]) => facts.length > 0))
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
/** Without what is undefined. */
const given = <T extends object>(facts: T): Given<T> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Given<T>
