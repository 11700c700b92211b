/** Reads an invoice's XML back, for tests: by path, as text. */
import { convert } from 'xmlbuilder2'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { SAMPLES } from '../testing.ts'
import { facturXml } from './xml.ts'

export type Tree = { [name: string]: Tree | Tree[] | string }
export const parsed = (document: AccountingDocument): Tree =>
  convert(facturXml(document), { format: 'object' }) as unknown as Tree
const named = (node: Tree | string, name: string): (Tree | string)[] => {
  const found = typeof node === 'string' ? undefined : node[name]
  return found === undefined ? [] : Array.isArray(found) ? found : [found]
}
/** All that stand at a path, in order, whether there is one or many. */
export const at = (tree: Tree | string, path: string): (Tree | string)[] =>
  path.split('/').reduce<(Tree | string)[]>((nodes, name) => nodes.flatMap(node => named(node, name)), [tree])
export const textOf = (node: Tree | string | undefined): string =>
  typeof node === 'string' ? node : typeof node?.['#'] === 'string' ? node['#'] : ''
export const one = (tree: Tree | string, path: string): string => textOf(at(tree, path)[0])

export const TRANSACTION = 'rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction'
export const AGREEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeAgreement`
export const SETTLEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeSettlement`
export const SUMS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`
export const NOTES = 'rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:IncludedNote'

export function sample(name: string): Tree {
  const document = SAMPLES[name]
  if (document === undefined) throw new Error(`no sample ${name}`)
  return parsed(document)
}
