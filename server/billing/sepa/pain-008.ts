/**
 * A direct debit file, ISO 20022 pain.008 in the edition the bank takes: `.08` is what the EPC's guides name since 2023 and what
 * banks ask for; some portals still take `.02` alone. Laid out after the SEPA Core customer-to-bank guide (EPC130-08).
 *
 * The package `sepa` 3.0 writes such files too; it adds floats, knows no change of the payer's account, and writes addresses
 * as loose lines only, which banks refuse since November 2026 (kewisch/sepa.js#255), and makes instruction ids of more than 35 characters. Tests hold the two against each other.
 */

import type { DebitGroup, DebitLine } from '#server/domain/accounting/debit-run.ts'
import { SEPA_REMITTANCE_MAX, sepaName, sepaText } from '#server/domain/accounting/debit-text.ts'
import { xmlCreate } from '../xml-create.ts'
import { decimal, sumOf_cents } from './amount.ts'
import { agentOf, postalAddress } from './parties.ts'

export const DEBIT_FORMATS = ['pain.008.001.08', 'pain.008.001.02'] as const
export type DebitFormat = (typeof DEBIT_FORMATS)[number]

export type Creditor = { name: string; iban: string; bic: string | null; creditor_id: string }
export type DebitFile = {
  run: string
  format: DebitFormat
  /** local time without a zone, as ISODateTime allows: `2026-11-22T10:15:00` */
  created: string
  creditor: Creditor
  groups: readonly DebitGroup[]
}

export function writeDebits(file: DebitFile): string {
  const { run, format, created, creditor, groups } = file
  const lines = groups.flatMap(group => group.lines)
  const name = sepaName(creditor.name) ?? ''
  const content = {
    CstmrDrctDbtInitn: {
      GrpHdr: {
        ...{ MsgId: run, CreDtTm: created, NbOfTxs: `${lines.length}`, CtrlSum: decimal(sumOf_cents(lines)) },
        InitgPty: { Nm: name },
      },
      PmtInf: groups.map((group, i) => blockOf(file, group, `${run}-${i + 1}`, name)),
    },
  }
  return xmlCreate()({ version: '1.0', encoding: 'UTF-8' }, { Document: { '@xmlns': xmlns(format), ...content } }).end({
    prettyPrint: true,
  })
}

export const xmlns = (format: string): string => `urn:iso:std:iso:20022:tech:xsd:${format}`

function blockOf({ format, creditor }: DebitFile, group: DebitGroup, id: string, name: string): object {
  const { lines, sequence, scheme, date } = group
  return {
    ...{ PmtInfId: id, PmtMtd: 'DD', BtchBookg: 'true' },
    ...{ NbOfTxs: `${lines.length}`, CtrlSum: decimal(sumOf_cents(lines)) },
    PmtTpInf: { SvcLvl: { Cd: 'SEPA' }, LclInstrm: { Cd: scheme }, SeqTp: sequence },
    ReqdColltnDt: date,
    Cdtr: { Nm: name },
    CdtrAcct: { Id: { IBAN: creditor.iban } },
    CdtrAgt: agentOf(creditor.bic, format),
    ChrgBr: 'SLEV',
    CdtrSchmeId: { Id: { PrvtId: { Othr: { Id: creditor.creditor_id, SchmeNm: { Prtry: 'SEPA' } } } } },
    DrctDbtTxInf: lines.map(line => transaction(line, format)),
  }
}

function transaction(line: DebitLine, format: DebitFormat): object {
  const { document, cents, name, iban, mandate, amended, address } = line
  return {
    PmtId: { EndToEndId: document },
    InstdAmt: { '@Ccy': 'EUR', '#': decimal(cents) },
    DrctDbtTx: {
      MndtRltdInf: {
        ...{ MndtId: mandate.reference, DtOfSgntr: mandate.signed, AmdmntInd: amended ? 'true' : 'false' },
        // SMNDA: same mandate, new debtor account (EPC016-06, AT-24)
        ...(amended ? { AmdmntInfDtls: { OrgnlDbtrAcct: { Id: { Othr: { Id: 'SMNDA' } } } } } : {}),
      },
    },
    DbtrAgt: agentOf(null, format),
    Dbtr: { Nm: name, ...postalAddress(address) },
    DbtrAcct: { Id: { IBAN: iban } },
    RmtInf: { Ustrd: sepaText(`Facture ${document}`, SEPA_REMITTANCE_MAX) },
  }
}
