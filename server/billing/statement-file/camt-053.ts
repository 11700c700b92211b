/**
 * A bank statement as ISO 20022 camt.053 (and .052, .054, which share its entries), in any edition from .02 to .13: names of
 * elements are the same, namespaces differ. Only booked entries count. A booking of several transactions comes apart into them
 * where the bank gives amounts for each, and stays one line where it does not.
 */
import { xmlCreate } from '../xml-create.ts'
import { centsOfDecimal, dateOf } from './amounts.ts'
import type { Statement, StatementFlaw, StatementLine, StatementResult } from './line.ts'

type Node = {
  nodeName: string
  nodeType: number
  textContent: string | null
  childNodes: Iterable<Node>
  getAttribute?(name: string): string | null
}

export function readCamt(xml: string): StatementResult {
  // Entities of a document type can make a kilobyte fill the memory; no bank sends one
  if (/<!DOCTYPE/i.test(xml)) return refused('not-a-statement', 'DOCTYPE')
  // The parser closes what was left open: half a download would pass for a short month
  if (!/<\/([\w-]+:)?Document>\s*$/.test(xml)) return refused('not-a-statement', '')
  let root: Node
  try {
    root = xmlCreate()(xml).root().node as unknown as Node
  } catch {
    return refused('not-a-statement', '')
  }
  const message = children(root)[0]
  const statements = children(message).filter(node => /^(Stmt|Rpt|Ntfctn)$/.test(local(node)))
  if (local(root) !== 'Document' || statements.length === 0) return refused('not-a-statement', local(message ?? root))
  const flaws: StatementFlaw[] = []
  const skipped: StatementFlaw[] = []
  const read = statements.map(statement => readStatement(statement, flaws, skipped))
  return flaws.length > 0 ? { kind: 'refused', flaws } : { kind: 'read', statements: read, skipped }
}

const refused = (code: StatementFlaw['code'], value: string): StatementResult => ({
  kind: 'refused',
  flaws: [{ line: null, code, value }],
})

function readStatement(statement: Node, flaws: StatementFlaw[], skipped: StatementFlaw[]): Statement {
  const iban = text(statement, 'Acct/Id/IBAN')
  const lines = all(statement, 'Ntry').flatMap((entry, i) => {
    const status = text(entry, 'Sts/Cd') ?? text(entry, 'Sts')
    if (status !== null && status !== 'BOOK') {
      skipped.push({ line: i + 1, code: 'not-booked', value: status })
      return []
    }
    return linesOf(entry, i + 1, flaws)
  })
  const off_cents = offBy(statement, lines)
  if (off_cents !== 0) flaws.push({ line: null, code: 'sum', value: `${off_cents}` })
  return { iban, lines }
}

/** Where the file has both booked balances: opening + entries = closing, or entries are missing. In cents, what is. */
function offBy(statement: Node, lines: readonly StatementLine[]): number {
  const [opening, closing] = [['OPBD', 'PRCD'], ['CLBD']].map(codes => balanceOf(statement, codes))
  if (opening == null || closing == null) return 0
  return closing - opening - lines.reduce((sum, line) => sum + line.cents, 0)
}
function balanceOf(statement: Node, codes: readonly string[]): number | null {
  const balance = all(statement, 'Bal').find(one => codes.includes(text(one, 'Tp/CdOrPrtry/Cd') ?? ''))
  const cents = balance === undefined ? null : centsOfDecimal(text(balance, 'Amt') ?? '')
  return balance === undefined || cents === null ? null : (signOf(balance) ?? 1) * cents
}

function linesOf(entry: Node, line: number, flaws: StatementFlaw[]): StatementLine[] {
  const cents = amountOf(entry, line, flaws)
  const date = dateOf(text(entry, 'BookgDt/Dt') ?? text(entry, 'BookgDt/DtTm') ?? text(entry, 'ValDt/Dt') ?? '')
  if (date === null) flaws.push({ line, code: 'date', value: text(entry, 'BookgDt/Dt') ?? '' })
  if (cents === null || date === null) return []
  const details = all(entry, 'NtryDtls').flatMap(group => all(group, 'TxDtls'))
  const whole: Whole = {
    ...{ date, cents, text: text(entry, 'AddtlNtryInf') ?? '' },
    servicer_ref: text(entry, 'AcctSvcrRef') ?? text(entry, 'NtryRef'),
    batch: text(entry, 'NtryDtls/Btch/PmtInfId') ?? text(entry, 'NtryDtls/Btch/MsgId'),
  }
  if (details.length === 1) return [lineOf(whole, details[0] ?? null, cents, '')]
  const parts = details.map(detail => partOf(detail, Math.sign(cents)))
  const known = parts.every(part => part !== null)
  const sum = parts.reduce<number>((total, part) => total + (part ?? 0), 0)
  // Amounts that do not add up to the booking are not believed: one line, as the bank booked it
  if (!known || details.length === 0 || sum !== cents) return [lineOf(whole, null, cents, '')]
  return details.map((detail, i) => lineOf(whole, detail, parts[i] ?? 0, `.${i + 1}`))
}

type Whole = Pick<StatementLine, 'date' | 'cents' | 'text' | 'servicer_ref' | 'batch'>

/** A reversal's indicator already says which way the money went (ISO 20022, ReversalIndicator). */
function amountOf(entry: Node, line: number, flaws: StatementFlaw[]): number | null {
  const amount = one(entry, 'Amt')
  const currency = amount?.getAttribute?.('Ccy') ?? 'EUR'
  if (currency !== 'EUR') {
    flaws.push({ line, code: 'currency', value: currency })
    return null
  }
  const cents = centsOfDecimal(amount?.textContent ?? '')
  const sign = signOf(entry)
  if (cents !== null && sign !== null) return cents === 0 ? 0 : sign * cents
  flaws.push({ line, code: 'amount', value: amount?.textContent ?? '' })
  return null
}

function signOf(node: Node): 1 | -1 | null {
  const indicator = text(node, 'CdtDbtInd')
  return indicator === 'CRDT' ? 1 : indicator === 'DBIT' ? -1 : null
}

/** A transaction in a batch may go the other way than its booking: a returned debit within a netted one. */
function partOf(detail: Node, sign_of_entry: number): number | null {
  const amount = one(detail, 'Amt') ?? one(detail, 'AmtDtls/TxAmt/Amt')
  const cents = centsOfDecimal(amount?.textContent ?? '')
  if (cents === null || (amount?.getAttribute?.('Ccy') ?? 'EUR') !== 'EUR') return null
  return (signOf(detail) ?? sign_of_entry) * cents
}

function lineOf(whole: Whole, detail: Node | null, cents: number, part: string): StatementLine {
  const other = cents < 0 ? 'Cdtr' : 'Dbtr'
  const at = (path: string): string | null => (detail === null ? null : text(detail, path))
  const remittance = detail === null ? [] : all(one(detail, 'RmtInf'), 'Ustrd').map(node => node.textContent ?? '')
  const structured = at('RmtInf/Strd/CdtrRefInf/Ref')
  const returned = detail === null ? null : one(detail, 'RtrInf')
  // Of what comes back the other party is whom the money had come from
  const party = returned === null ? other : cents < 0 ? 'Dbtr' : 'Cdtr'
  const name = at(`RltdPties/${party}/Pty/Nm`) ?? at(`RltdPties/${party}/Nm`) ?? at(`RltdPties/${other}/Nm`)
  const end_to_end = at('Refs/EndToEndId')
  const own_ref = at('Refs/AcctSvcrRef') ?? at('Refs/TxId')
  return {
    ...{ date: whole.date, cents, name },
    text: [...remittance, structured, whole.text, at('AddtlTxInf')]
      .filter(Boolean)
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim(),
    iban: at(`RltdPties/${party}Acct/Id/IBAN`),
    end_to_end: end_to_end === null || end_to_end === 'NOTPROVIDED' ? null : end_to_end,
    mandate: at('Refs/MndtId'),
    batch: at('Refs/PmtInfId') ?? whole.batch,
    reason: returned === null ? null : (text(returned, 'Rsn/Cd') ?? text(returned, 'Rsn/Prtry')),
    servicer_ref: own_ref ?? (whole.servicer_ref === null ? null : `${whole.servicer_ref}${part}`),
  }
}

const local = (node: Node): string => node.nodeName.replace(/^.*:/, '')
const children = (node: Node | undefined | null): Node[] =>
  node == null ? [] : [...node.childNodes].filter(child => child.nodeType === 1)
const all = (node: Node | null, name: string): Node[] => children(node).filter(child => local(child) === name)
const one = (node: Node | null, path: string): Node | null =>
  path.split('/').reduce<Node | null>((found, name) => (found === null ? null : (all(found, name)[0] ?? null)), node)
const text = (node: Node | null, path: string): string | null => one(node, path)?.textContent?.trim() || null
