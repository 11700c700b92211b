/** An XML element as data: what the content of an invoice is built of before anything is written. */
export type Element = { name: string; attributes: Record<string, string>; content: Element[] | string }

/** `null` children are left out, so that an optional group stands where the schema wants it. */
export function el(name: string, ...children: (Element | null)[]): Element {
  return { name, attributes: {}, content: children.filter(child => child !== null) }
}

export const text = (name: string, content: string, attributes: Record<string, string> = {}): Element => ({
  name,
  attributes,
  content,
})

export const optional = (name: string, content: string | null, attributes: Record<string, string> = {}) =>
  content === null || content === '' ? null : text(name, content, attributes)
