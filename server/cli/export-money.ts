/** Issuers, prices and costs of the directory as an atelier file writes them (docs/atelier-file.md). */
import type { Directory, TariffFacts } from '#server/domain/directory.ts'
import type { IssuerBankPart } from '#server/domain/records.ts'
import { MONEY_KINDS } from '#server/domain/sharing/facts.ts'

export function exportedIssuers(directory: Directory, banks: readonly IssuerBankPart[]): object[] {
  const bankOf = new Map(banks.map(({ issuer, ...bank }) => [issuer, bank]))
  // A logo is bytes: it lies in the ledger, and its hash in the journal
  return [...directory.issuers.values()].map(({ logo: _, ...issuer }) => given({ ...issuer, ...bankOf.get(issuer.id) }))
}

export function exportedMoney(directory: Directory): object {
  const collections = MONEY_KINDS.map(kind => [kind, all(directory[kind])] as const)
  return {
    tariffs: [...directory.tariffs.values()].map(exportedTariff),
    pools: [...directory.pools.values()].map(pool => ({ ...given(pool), machines: pool.machines })),
    ...Object.fromEntries(collections.filter(([, facts]) => facts.length > 0)),
  }
}

/** Where there are components, the price beside them says nothing and may not be read back. */
function exportedTariff(tariff: TariffFacts): object {
  const { price: _price, cents_per_hour: _rate, ...terms } = tariff
  return given((tariff.components ?? null) === null ? tariff : terms)
}

const all = (facts: Map<string, object>): object[] => [...facts.values()].map(given)
const given = (facts: object): object => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
