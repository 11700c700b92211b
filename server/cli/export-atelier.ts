/**
 * The directory as an atelier file (contract §7). Badges are left out: only their HMAC is kept, and a file without them
 * leaves the badges of its members as they are when it is imported again.
 */
import type { AtelierFile } from '#server/contract/atelier.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { IssuerBankPart } from '#server/domain/records.ts'
import { exportedIssuers, exportedMoney } from './export-money.ts'
import { type Beside, exportedPeople } from './export-people.ts'
import { CliError } from './output.ts'

/** What a person would have written: nulls that only say "not given" are left out. */
type ExportedFile = { [K in keyof AtelierFile]?: unknown }

export function atelierFile(directory: Directory, beside: Beside & { banks: readonly IssuerBankPart[] }): ExportedFile {
  const { site } = directory
  const collectors = beside.banks.filter(({ sepa_creditor_id }) => sepa_creditor_id != null).length
  if (site === null) throw new CliError('there is no atelier here yet')
  return {
    navette: 1,
    site: site.site,
    name: site.name,
    timezone: site.timezone,
    currency: site.currency,
    billing: site.billing,
    ...(site.opening === null ? {} : { opening: site.opening }),
    ...(site.reservation_grace_s === undefined ? {} : { reservation_grace_s: site.reservation_grace_s }),
    ...(site.settle_below_ms == null ? {} : { settle_below_ms: site.settle_below_ms }),
    ...(site.contest_days == null ? {} : { contest_days: site.contest_days }),
    ...(site.language === undefined ? {} : { language: site.language }),
    ...(site.names_on_wall === undefined ? {} : { names_on_wall: site.names_on_wall }),
    ...(site.room == null ? {} : { room: site.room }),
    ...(site.trial_until == null ? {} : { trial_until: site.trial_until }),
    issuers: exportedIssuers(directory, beside.banks),
    profiles: [...directory.profiles.values()].map(({ version: _, ...profile }) => profile),
    machines: all(directory.machines),
    categories: all(directory.categories),
    ...exportedPeople(directory, beside, collectors),
    ...exportedMoney(directory),
  }
}

const all = (facts: Map<string, object>): object[] => [...facts.values()].map(given)
const given = (facts: object): object => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
