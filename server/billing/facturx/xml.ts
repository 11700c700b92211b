import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { crossIndustryInvoice } from './cii.ts'
import type { Element } from './element.ts'

const NAMESPACES = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
}

function write(into: XMLBuilder, { name, attributes, content }: Element): void {
  const element = into.ele(name, attributes)
  if (typeof content === 'string') element.txt(content.toWellFormed())
  else for (const child of content) write(element, child)
}

/** The document's XML, UTF-8. What XML cannot hold (control characters in a name) is left out. */
export function facturXml(document: AccountingDocument): string {
  const { name, attributes, content } = crossIndustryInvoice(document)
  const root = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '' })
  write(root, { name, attributes: { ...NAMESPACES, ...attributes }, content })
  return root.end({ prettyPrint: true })
}
