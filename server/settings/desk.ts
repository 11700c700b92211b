/** How issuers and the atelier are set by hand: shown with what is missing, judged whole, written as what changes. */
import { changedIssuer, type IssuerChange, type SiteChange } from '#server/domain/accounting/issuer-change.ts'
import { isCreditorId } from '#server/domain/accounting/mandate.ts'
import { type Flaw, issuerFlaws, numberFlaw } from '#server/domain/accounting/settings-flaws.ts'
import type { IssuerBank } from '#server/domain/records.ts'
import { compactNumber } from '#server/domain/who/siren.ts'
import type { SettingsParts } from './ports.ts'
import { type Shown, shown } from './show.ts'

export type BankChange = Partial<Omit<IssuerBank, 'issuer'>>
export type Changed = { kind: 'changed' } | { kind: 'flawed'; flaws: Flaw[] }
export type Settings = {
  show(): Promise<Shown>
  /** Somebody not there yet is made. */
  changeIssuer(issuer: string, change: IssuerChange, bank: BankChange, by: string): Promise<Changed>
  changeSite(change: SiteChange, by: string): Promise<void>
  /** Null takes it away. What is out keeps the logo it was issued with. */
  putLogo(issuer: string, body: Uint8Array | null, by: string): Promise<Changed>
  logo(issuer: string): Promise<Uint8Array | null>
}

/** ISO 9362: bank, country, place, and a branch where there is one. */
const BIC = /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/

export function createSettings(parts: SettingsParts): Settings {
  const { ledger, directory, append } = parts
  return {
    show: () => shown(parts),
    changeIssuer: (issuer, change, bank, by) => changeIssuer(parts, issuer, tidied(change), bank, by),
    changeSite: (change, by) => append({ type: 'site-changed', change, by }),
    async putLogo(issuer, body, by) {
      const why = body === null ? null : await parts.logoProblem(body)
      if (why !== null) return { kind: 'flawed', flaws: [{ path: '', code: 'logo-unprintable', params: { why } }] }
      await ledger.putIssuerLogo(issuer, body)
      const logo = (await ledger.issuerLogo(issuer))?.hash ?? null
      await append({ type: 'issuer-changed', issuer, change: { logo }, by })
      return { kind: 'changed' }
    },
    logo: async issuer => (directory().issuers.has(issuer) ? ((await parts.logoOf(issuer))?.body ?? null) : null),
  }
}

async function changeIssuer(
  { ledger, directory, append, isIban }: SettingsParts,
  id: string,
  change: IssuerChange,
  written: BankChange,
  by: string,
): Promise<Changed> {
  const before = directory().issuers.get(id)
  const series = (await ledger.seriesOf(id)).map(one => one.series)
  const begun = (prefix: string): boolean => series.some(one => one === prefix || one.startsWith(`${prefix}-`))
  const bank = compacted(written)
  const flaws = [
    ...issuerFlaws(changedIssuer(before, id, change), before, directory(), begun),
    ...numberFlaw('bank.iban', bank.iban, isIban, 'wrong-iban'),
    ...numberFlaw('bank.bic', bank.bic, text => BIC.test(text), 'wrong-bic'),
    ...numberFlaw('bank.sepa_creditor_id', bank.sepa_creditor_id, isCreditorId, 'wrong-creditor-id'),
  ]
  if (flaws.length > 0) return { kind: 'flawed', flaws }
  if (before === undefined || Object.keys(change).length > 0)
    await append({ type: 'issuer-changed', issuer: id, change, by })
  if (Object.keys(bank).length > 0) await ledger.putBanks([{ issuer: id, ...bank }])
  return { kind: 'changed' }
}

const compacted = (bank: BankChange): BankChange =>
  Object.fromEntries(
    Object.entries(bank).map(([key, text]) => [key, text === null ? null : compactNumber(text).toUpperCase()]),
  )

/** Numbers as they are kept: without the blanks people write between their groups. */
function tidied({ siren, invoicing, ...change }: IssuerChange): IssuerChange {
  const compact = (text: string | null): string | null => (text === null ? null : compactNumber(text).toUpperCase())
  const { siret, vat_number, ...more } = invoicing ?? {}
  return {
    ...change,
    ...(siren === undefined ? {} : { siren: compact(siren) }),
    ...(invoicing === undefined
      ? {}
      : {
          invoicing: {
            ...more,
            ...(siret === undefined ? {} : { siret: compact(siret) }),
            ...(vat_number === undefined ? {} : { vat_number: compact(vat_number) }),
          },
        }),
  }
}
