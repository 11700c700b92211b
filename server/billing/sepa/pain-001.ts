/**
 * Money back to payers, ISO 20022 pain.001 (SEPA credit transfer, EPC132-08). One block: all on one day, one account debited.
 */

import type { DebtorAddress } from '#server/domain/accounting/debit-run.ts'
import { SEPA_REMITTANCE_MAX, sepaName, sepaText } from '#server/domain/accounting/debit-text.ts'
import { xmlCreate } from '../xml-create.ts'
import { decimal, sumOf_cents } from './amount.ts'
import { xmlns } from './pain-008.ts'
import { agentOf, postalAddress } from './parties.ts'

export const REFUND_FORMATS = ['pain.001.001.09', 'pain.001.001.03'] as const
export type RefundFormat = (typeof REFUND_FORMATS)[number]

export type RefundLine = {
  document: string
  text: string
  cents: number
  name: string
  iban: string
  address: DebtorAddress | null
}
export type RefundFile = {
  run: string
  format: RefundFormat
  created: string
  date: string
  debtor: { name: string; iban: string; bic: string | null }
  lines: readonly RefundLine[]
}

export function writeRefunds({ run, format, created, date, debtor, lines }: RefundFile): string {
  const name = sepaName(debtor.name) ?? ''
  const totals = { NbOfTxs: `${lines.length}`, CtrlSum: decimal(sumOf_cents(lines)) }
  const content = {
    CstmrCdtTrfInitn: {
      GrpHdr: { MsgId: run, CreDtTm: created, ...totals, InitgPty: { Nm: name } },
      PmtInf: {
        ...{ PmtInfId: `${run}-1`, PmtMtd: 'TRF', BtchBookg: 'false', ...totals },
        PmtTpInf: { SvcLvl: { Cd: 'SEPA' } },
        // A choice of date and instant since the 2019 editions
        ReqdExctnDt: format === 'pain.001.001.09' ? { Dt: date } : date,
        Dbtr: { Nm: name },
        DbtrAcct: { Id: { IBAN: debtor.iban } },
        DbtrAgt: agentOf(debtor.bic, format),
        ChrgBr: 'SLEV',
        CdtTrfTxInf: lines.map(transaction),
      },
    },
  }
  return xmlCreate()({ version: '1.0', encoding: 'UTF-8' }, { Document: { '@xmlns': xmlns(format), ...content } }).end({
    prettyPrint: true,
  })
}

const transaction = ({ document, text, cents, name, iban, address }: RefundLine): object => ({
  PmtId: { EndToEndId: document },
  Amt: { InstdAmt: { '@Ccy': 'EUR', '#': decimal(cents) } },
  Cdtr: { Nm: name, ...postalAddress(address) },
  CdtrAcct: { Id: { IBAN: iban } },
  RmtInf: { Ustrd: sepaText(text, SEPA_REMITTANCE_MAX) },
})
