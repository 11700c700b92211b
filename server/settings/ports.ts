/** What settings need of the outside. The ledger implements `SettingsLedger`; `main.ts` hands it over. */
import type { Logo } from '#server/domain/accounting/stored.ts'
import type { Directory, DirectoryEntry } from '#server/domain/directory.ts'
import type { MailSettings } from '#server/domain/mail/types.ts'
import type { ContactRow, IssuerBank, IssuerBankPart, PersonRow } from '#server/domain/records.ts'

export interface SettingsLedger {
  persons(): Promise<PersonRow[]>
  contacts(): Promise<ContactRow[]>
  banks(): Promise<IssuerBank[]>
  putBanks(rows: readonly IssuerBankPart[]): Promise<void>
  issuerLogo(issuer: string): Promise<Logo | null | undefined>
  putIssuerLogo(issuer: string, body: Uint8Array | null): Promise<void>
  /** Series that documents of an issuer stand in, with the last number of each. */
  seriesOf(issuer: string): Promise<{ series: string; sequence: number }[]>
}

export type SettingsParts = {
  ledger: SettingsLedger
  mail: MailSettings
  directory(): Directory
  /** Judged where it is written; rejects with what the journal says against it. */
  append(entry: DirectoryEntry): Promise<void>
  isIban(text: string): boolean
  /** The logo an issuer's next documents carry; null: none. */
  logoOf(issuer: string): Promise<Logo | null>
  /** What keeps a picture from being printed, in words; null: nothing. */
  logoProblem(body: Uint8Array): Promise<string | null>
  now_ms(): number
}
