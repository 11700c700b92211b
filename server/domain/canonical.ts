/**
 * Canonical JSON, as RFC 8785 means it: keys sorted by UTF-16 code unit, no white space, numbers and strings as ECMAScript
 * writes them. Two messages are the same content exactly when their canonical texts are equal (contract §1), and the
 * journal's hashes are taken over it.
 */

/** What JSON.stringify would escape or replace; everything else may stand between quotes as it is. */
const NEEDS_ESCAPE = /["\\\p{Cc}\ud800-\udfff]/u

const quoted = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`)

export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} is not a JSON number`)
      return Object.is(value, -0) ? '0' : `${value}`
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>)
    default:
      throw new TypeError(`${typeof value} has no place in JSON`)
  }
}

function canonicalArray(items: unknown[]): string {
  let text = '['
  for (let i = 0; i < items.length; i++) text += (i === 0 ? '' : ',') + canonical(items[i])
  return `${text}]`
}

/** Members that are undefined are absent, as in JSON.stringify: optional fields of our types come that way. */
function canonicalObject(object: Record<string, unknown>): string {
  let text = ''
  for (const key of Object.keys(object).sort()) {
    const member = object[key]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(member)}`
  }
  return `{${text}}`
}
