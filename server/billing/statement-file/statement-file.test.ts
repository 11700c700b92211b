import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centsOfDecimal, centsOfFrench, dateOf } from './amounts.ts'
import type { StatementLine } from './line.ts'
import { readStatementFile } from './read.ts'

const camt = (entries: string, version = '08'): string => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
<Stmt><Id>S1</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>${entries}</Stmt></BkToCstmrStmt></Document>`
const entry = (amount: string, way: string, inner = ''): string => `<Ntry><Amt Ccy="EUR">${amount}</Amt>
<CdtDbtInd>${way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt>
<AcctSvcrRef>REF-9</AcctSvcrRef>${inner}</Ntry>`
const transaction = (inner: string): string => `<NtryDtls><TxDtls>${inner}</TxDtls></NtryDtls>`

function linesOf(text: string): StatementLine[] {
  const { result } = readStatementFile(text, null)
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.flaws))
  return result.statements.flatMap(statement => statement.lines)
}
const refusal = (text: string): string[] => {
  const { result } = readStatementFile(text, null)
  return result.kind === 'refused' ? result.flaws.map(flaw => flaw.code) : []
}

describe('camt.053', () => {
  it('reads a transfer with its sender, text and end-to-end reference', () => {
    const xml = camt(
      entry(
        '123.45',
        'CRDT',
        transaction(`<Refs><EndToEndId>FAB-2026-0001</EndToEndId></Refs>
          <RltdPties><Dbtr><Pty><Nm>DIARRA AWA</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></DbtrAcct></RltdPties>
          <RmtInf><Ustrd>facture FAB-2026-0001</Ustrd><Ustrd>merci</Ustrd></RmtInf>`),
      ),
    )
    expect(linesOf(xml)).toEqual([
      {
        ...{ date: '2026-11-20', cents: 12_345, name: 'DIARRA AWA', iban: 'FR1420041010050500013M02606' },
        ...{ text: 'facture FAB-2026-0001 merci', end_to_end: 'FAB-2026-0001', mandate: null, batch: null },
        ...{ reason: null, servicer_ref: 'REF-9' },
      },
    ])
  })

  it('reads editions with the name one level higher, and a status without a code', () => {
    const xml = camt(
      `<Ntry><Amt Ccy="EUR">5</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-11-20T08:00:00</DtTm></BookgDt>
       ${transaction('<RltdPties><Dbtr><Nm>Luc</Nm></Dbtr></RltdPties>')}</Ntry>`,
      '02',
    )
    expect(linesOf(xml)).toMatchObject([{ cents: 500, name: 'Luc', date: '2026-11-20' }])
  })

  it('takes a returned debit as money that goes, with its reason and the payer it had come from', () => {
    const xml = camt(
      entry(
        '50.00',
        'DBIT',
        transaction(`<Refs><EndToEndId>FAB-2026-0002</EndToEndId><MndtId>GO-1</MndtId></Refs>
          <RltdPties><Dbtr><Pty><Nm>Elena</Nm></Pty></Dbtr></RltdPties><RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>`),
      ),
    )
    expect(linesOf(xml)).toMatchObject([
      { cents: -5_000, reason: 'AM04', end_to_end: 'FAB-2026-0002', mandate: 'GO-1', name: 'Elena' },
    ])
  })

  it('takes the indicator of a reversal as it stands', () => {
    expect(linesOf(camt(entry('7.00', 'DBIT', '<RvslInd>true</RvslInd>')))).toMatchObject([{ cents: -700 }])
  })

  it('takes a booking of several apart, where their amounts are its own', () => {
    const parts = `<NtryDtls><TxDtls><Amt Ccy="EUR">60.00</Amt></TxDtls><TxDtls><Amt Ccy="EUR">50.00</Amt></TxDtls>
      <TxDtls><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RtrInf><Rsn><Cd>MD01</Cd></Rsn></RtrInf></TxDtls></NtryDtls>`
    const lines = linesOf(camt(entry('100.00', 'CRDT', parts)))
    expect(lines.map(line => line.cents)).toEqual([6_000, 5_000, -1_000])
    expect(lines.map(line => line.servicer_ref)).toEqual(['REF-9.1', 'REF-9.2', 'REF-9.3'])
  })

  it('leaves a booking whole where the amounts of its parts are not its own, and says which file asked for it', () => {
    const parts = `<NtryDtls><Btch><PmtInfId>PRLV-20261122-1-fabrique-1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>
      <TxDtls><Amt Ccy="EUR">60.00</Amt></TxDtls><TxDtls><Amt Ccy="EUR">50.00</Amt></TxDtls></NtryDtls>`
    expect(linesOf(camt(entry('109.99', 'CRDT', parts)))).toMatchObject([
      { cents: 10_999, batch: 'PRLV-20261122-1-fabrique-1' },
    ])
  })

  it('leaves what is not booked yet, and says so', () => {
    const pending = entry('1.00', 'CRDT').replace('BOOK', 'PDNG')
    const { result } = readStatementFile(camt(pending + entry('2.00', 'CRDT')), null)
    expect(result).toMatchObject({ kind: 'read', skipped: [{ line: 1, code: 'not-booked', value: 'PDNG' }] })
  })

  it('believes no statement whose entries do not lead from the opening to the closing balance', () => {
    const balance = (code: string, amount: string): string =>
      `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`
    const booked = entry('10.00', 'CRDT') + entry('2.50', 'DBIT')
    expect(linesOf(camt(balance('OPBD', '1.00') + balance('CLBD', '8.50') + booked))).toHaveLength(2)
    expect(refusal(camt(balance('OPBD', '1.00') + balance('CLBD', '9.50') + booked))).toEqual(['sum'])
  })

  it.each([
    ['other money', camt(entry('1.00', 'CRDT').replace('"EUR"', '"USD"')), 'currency'],
    ['a comma', camt(entry('1,00', 'CRDT')), 'amount'],
    ['no way', camt(entry('1.00', 'BOTH')), 'amount'],
    ['no date', camt(entry('1.00', 'CRDT').replace('2026-11-20', '2026-13-20')), 'date'],
    ['another message', '<Document><FIToFI/></Document>', 'not-a-statement'],
    ['half a file', camt(entry('1.00', 'CRDT')).slice(0, 200), 'not-a-statement'],
    ['entities', '<!DOCTYPE a [<!ENTITY b "c">]><Document/>', 'not-a-statement'],
  ])('refuses %s', (_what, xml, code) => expect(refusal(xml)).toEqual([code]))
})

describe('a bank’s CSV', () => {
  it('finds its header below a preamble, reads debit and credit columns', () => {
    const text = [
      'Compte courant;00012345678',
      'Solde au 20/11/2026;1 234,56',
      '',
      'Date;Date de valeur;Libellé;Débit euros;Crédit euros',
      '19/11/2026;19/11/2026;"VIR RECU FIL ET FORME FAB-2026-0002";;1 000,10',
      '20/11/2026;20/11/2026;PRLV EDF;-45,20;',
      '20/11/2026;20/11/2026;CHQ 123;12,00;',
      ';;;;',
    ].join('\r\n')
    expect(linesOf(text).map(line => [line.date, line.cents, line.text])).toEqual([
      ['2026-11-19', 100_010, 'VIR RECU FIL ET FORME FAB-2026-0002'],
      ['2026-11-20', -4_520, 'PRLV EDF'],
      ['2026-11-20', -1_200, 'CHQ 123'],
    ])
  })

  it('prefers the booking date, joins labels, takes one signed column and a reference', () => {
    const text = [
      'Date valeur;Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Montant',
      '21/11/26;20/11/26;VIREMENT;VIREMENT DE LUC;AB12;+12,5',
    ].join('\n')
    expect(linesOf(text)).toMatchObject([
      { date: '2026-11-20', cents: 1_250, text: 'VIREMENT VIREMENT DE LUC', servicer_ref: 'AB12' },
    ])
  })

  it('names each line it cannot read, and keeps none', () => {
    const text = 'Date;Libellé;Montant\n20/11/2026;a;1,00\n20/11/2026;b;un euro\n31/11/2026;c;2,00\n21/11/2026;d;3,00'
    const { result } = readStatementFile(text, null)
    expect(result).toEqual({
      kind: 'refused',
      flaws: [
        { line: 3, code: 'amount', value: 'un euro' },
        { line: 4, code: 'date', value: '31/11/2026' },
      ],
    })
  })

  it.each([
    ['no columns', 'a;b;c\n1;2;3', 'columns'],
    ['no table', 'bonjour', 'not-a-statement'],
    ['nothing in it', 'Date;Libellé;Montant', 'not-a-statement'],
  ])('refuses %s', (_what, text, code) => expect(refusal(text)).toEqual([code]))
})

describe('amounts', () => {
  const cents = fc.integer({ min: -99_999_999, max: 99_999_999 })
  it('come back as they were written, the French way', () => {
    const french = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    fc.assert(
      fc.property(cents, n => {
        expect(centsOfFrench(french.format(n / 100))).toBe(n === 0 ? 0 : n)
      }),
    )
  })
  it('come back as they were written, the ISO way', () => {
    fc.assert(
      fc.property(cents, n => {
        expect(centsOfDecimal((Math.abs(n) / 100).toFixed(2))).toBe(Math.abs(n))
      }),
    )
  })
  it.each([
    ['1.234,56', 123_456],
    ['1 234.56', 123_456],
    ['1.234', 123_400],
    ['12,00-', -1_200],
    ['(12,00)', -1_200],
    ['−3 €', -300],
    ['0,1', 10],
    ['1,234', null],
    ['', null],
    ['12a', null],
    ['1e9', null],
  ])('%s', (text, expected) => expect(centsOfFrench(text)).toBe(expected))
  it.each([
    ['22/11/2026', '2026-11-22'],
    ['2-1-26', '2026-01-02'],
    ['2026-11-22T10:00:00', '2026-11-22'],
    ['29/02/2026', null],
    ['demain', null],
  ])('%s', (text, expected) => expect(dateOf(text)).toBe(expected))
})
