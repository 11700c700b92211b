/** What both kinds of file say of banks and addresses. */
import type { DebtorAddress } from '#server/domain/accounting/debit-run.ts'
import { sepaText } from '#server/domain/accounting/debit-text.ts'

/** The tag of the BIC changed its name with the 2019 editions. Where none is known SEPA wants it said so (IBAN only). */
export function agentOf(bic: string | null, format: string): object {
  if (bic === null) return { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } }
  const edition = Number(format.slice(-2))
  const renamed = format.startsWith('pain.008') ? 8 : 9
  return { FinInstnId: { [edition >= renamed ? 'BICFI' : 'BIC']: bic } }
}

/** Structured, as banks ask since November 2026: town and country on their own. */
export function postalAddress(address: DebtorAddress | null): object {
  if (address === null) return {}
  const { street, postcode, city, country } = address
  return {
    PstlAdr: {
      ...(street === null ? {} : { StrtNm: sepaText(street, 70) }),
      ...(postcode === null ? {} : { PstCd: sepaText(postcode, 16) }),
      ...{ TwnNm: sepaText(city, 35), Ctry: country },
    },
  }
}
