/** The metadata by which a reader knows a Factur-X file: its properties, and the schema that PDF/A wants described (ISO 19005-3 6.6.2.3). */
import { create } from 'xmlbuilder2'

export const ATTACHMENT = 'factur-x.xml'
const NAMESPACE = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#'
const PROPERTIES: [name: string, value: string, description: string][] = [
  ['DocumentType', 'INVOICE', 'The type of the hybrid document'],
  ['DocumentFileName', ATTACHMENT, 'The name of the embedded XML document'],
  ['Version', '1.0', 'The version of the standard applying to the embedded XML document'],
  ['ConformanceLevel', 'EN 16931', 'The conformance level of the embedded XML document'],
]

const values = PROPERTIES.map(([name, value]) => `<fx:${name}>${value}</fx:${name}>`).join('')
const described = PROPERTIES.map(
  ([name, , description]) =>
    `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`,
).join('')

const SCHEMA = `<rdf:Description rdf:about="" xmlns:fx="${NAMESPACE}">${values}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>${NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>${described}</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`

/** The author is written here and not through pdfkit, which puts names into XML as they are. */
function author(name: string): string {
  const root = create({ invalidCharReplacement: '' }).ele('rdf:Description', {
    'rdf:about': '',
    'xmlns:rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  })
  root.ele('dc:creator').ele('rdf:Seq').ele('rdf:li').txt(name.toWellFormed())
  return root.end({ headless: true })
}

export const metadata = (seller: string): string => `${SCHEMA}\n${author(seller)}`
