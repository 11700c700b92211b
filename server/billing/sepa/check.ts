/**
 * A finished file read back and held against the rules of the scheme, before it leaves: a second pair of eyes that shares
 * nothing with the writers but the text. EPC130-08 (direct debit) and EPC132-08 (credit transfer), the attributes by number.
 */

import { isSepaId, isSepaText } from '#server/domain/accounting/debit-text.ts'
import { isCreditorId } from '#server/domain/accounting/mandate.ts'
import { xmlCreate } from '../xml-create.ts'
import { SEPA_CENTS_MAX } from './amount.ts'

type Element = {
  nodeName: string
  textContent: string
  childNodes: Iterable<Element>
  getAttribute?(name: string): string | null
}

export type IsIban = (iban: string) => boolean

/** Empty: it may go to the bank. */
export function flawsOf(xml: string, isIban: IsIban): string[] {
  const check = new Check(isIban)
  const root = xmlCreate()(xml).root().node as unknown as Element
  const message = children(root)[0]
  if (message === undefined) return ['it is empty']
  check.texts(root)
  check.message(message)
  return check.flaws
}

class Check {
  readonly flaws: string[] = []
  readonly #isIban: IsIban
  constructor(isIban: IsIban) {
    this.#isIban = isIban
  }

  message(message: Element): void {
    const debit = message.nodeName === 'CstmrDrctDbtInitn'
    const header = at(message, 'GrpHdr')
    const blocks = all(message, 'PmtInf')
    const items = blocks.map(block => all(block, debit ? 'DrctDbtTxInf' : 'CdtTrfTxInf'))
    this.#totals('GrpHdr', header, items.flat())
    this.#unique(
      'PmtInfId',
      blocks.map(block => text(block, 'PmtInfId')),
    )
    this.#unique(
      'EndToEndId',
      items.flat().map(item => text(item, 'PmtId/EndToEndId')),
    )
    for (const [i, block] of blocks.entries()) this.#block(block, items[i] ?? [], debit)
    for (const id of [text(header, 'MsgId'), ...blocks.map(block => text(block, 'PmtInfId'))])
      if (!isSepaId(id)) this.flaws.push(`"${id}" is no identifier`)
  }

  #block(block: Element, items: readonly Element[], debit: boolean): void {
    const id = text(block, 'PmtInfId')
    this.#totals(id, block, items)
    const date = text(block, debit ? 'ReqdColltnDt' : 'ReqdExctnDt') || text(block, 'ReqdExctnDt/Dt')
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) this.flaws.push(`${id}: "${date}" is no date`)
    this.#iban(id, text(block, `${debit ? 'Cdtr' : 'Dbtr'}Acct/Id/IBAN`))
    if (text(block, 'ChrgBr') !== 'SLEV') this.flaws.push(`${id}: charges are shared, SLEV (AT-13)`)
    if (debit) {
      if (!['FRST', 'RCUR', 'OOFF', 'FNAL'].includes(text(block, 'PmtTpInf/SeqTp')))
        this.flaws.push(`${id}: it has no sequence type (AT-21)`)
      if (!isCreditorId(text(block, 'CdtrSchmeId/Id/PrvtId/Othr/Id')))
        this.flaws.push(`${id}: the creditor identifier is wrong (AT-02)`)
    }
    for (const item of items) this.#item(item, debit)
  }

  #item(item: Element, debit: boolean): void {
    const id = text(item, 'PmtId/EndToEndId')
    if (!isSepaId(id)) this.flaws.push(`"${id}" is no identifier (AT-10)`)
    const cents = centsOf(text(item, debit ? 'InstdAmt' : 'Amt/InstdAmt'))
    if (cents === null || cents < 1 || cents > SEPA_CENTS_MAX)
      this.flaws.push(`${id}: its amount is out of range (AT-06)`)
    const party = debit ? 'Dbtr' : 'Cdtr'
    const name = text(item, `${party}/Nm`)
    if (name === '' || name.length > 70) this.flaws.push(`${id}: the name has ${name.length} characters (AT-14)`)
    this.#iban(id, text(item, `${party}Acct/Id/IBAN`))
    if (text(item, 'RmtInf/Ustrd').length > 140) this.flaws.push(`${id}: the text is longer than 140 (AT-22)`)
    if (!debit) return
    if (!isSepaId(text(item, 'DrctDbtTx/MndtRltdInf/MndtId'))) this.flaws.push(`${id}: no mandate (AT-01)`)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text(item, 'DrctDbtTx/MndtRltdInf/DtOfSgntr')))
      this.flaws.push(`${id}: the mandate has no date (AT-25)`)
  }

  #totals(where: string, header: Element | null, items: readonly Element[]): void {
    if (header === null) return
    const sum = items.reduce(
      (total, item) => total + (centsOf(text(item, 'InstdAmt') || text(item, 'Amt/InstdAmt')) ?? 0),
      0,
    )
    if (items.length === 0) this.flaws.push(`${where}: nothing is in it`)
    if (text(header, 'NbOfTxs') !== `${items.length}`) this.flaws.push(`${where}: NbOfTxs is not ${items.length}`)
    if (centsOf(text(header, 'CtrlSum')) !== sum) this.flaws.push(`${where}: CtrlSum is not ${sum} cents`)
  }

  #iban(where: string, iban: string): void {
    if (!this.#isIban(iban)) this.flaws.push(`${where}: an IBAN is wrong`)
  }

  #unique(what: string, ids: readonly string[]): void {
    for (const id of ids.filter((one, i) => ids.indexOf(one) !== i)) this.flaws.push(`${what} ${id} occurs twice`)
  }

  /** EPC217-08: nothing outside of the Latin set, anywhere. */
  texts(element: Element): void {
    const inner = children(element)
    if (inner.length === 0 && !isSepaText(element.textContent))
      this.flaws.push(`${element.nodeName}: "${element.textContent}" has characters a bank may refuse`)
    for (const child of inner) this.texts(child)
  }
}

const children = (element: Element): Element[] =>
  [...element.childNodes].filter(child => !child.nodeName.startsWith('#'))
const all = (element: Element, name: string): Element[] => children(element).filter(child => child.nodeName === name)
const at = (element: Element | null, path: string): Element | null =>
  path
    .split('/')
    .reduce<Element | null>((found, name) => (found === null ? null : (all(found, name)[0] ?? null)), element)
const text = (element: Element | null, path: string): string => at(element, path)?.textContent ?? ''

function centsOf(decimal: string): number | null {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(decimal)
  return parts === null ? null : Number(`${parts[1]}${(parts[2] ?? '').padEnd(2, '0')}`)
}
