/**
 * Canonical JSON, as RFC 8785 means it: keys sorted by UTF-16 code unit, no white space, numbers and strings as ECMAScript
 * writes them. Two messages are the same content exactly when their canonical texts are equal (contract §1), and the
 * journal's hashes are taken over it.
 */

/**
 * What JSON.stringify would escape or replace (C0, DEL and C1 controls, surrogates); everything else may stand between quotes
 * as it is.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const NEEDS_ESCAPE = /["\\\u0000-\u001f\u007f-\u009f\ud800-\udfff]/

const quoted = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`)

/** Member names come again with every message. Bounded, because a sender may make up as many as it likes. */
const NAMES_MAX = 256
const NAME_CHARS_MAX = 32
const names = new Map<string, string>()

function nameOf(key: string): string {
  const known = names.get(key)
  if (known !== undefined) return known
  const name = `${quoted(key)}:`
  if (names.size < NAMES_MAX && key.length <= NAME_CHARS_MAX) names.set(key, name)
  return name
}

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
  for (const key of sorted(Object.keys(object))) {
    const member = object[key]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${nameOf(key)}${canonical(member)}`
  }
  return `{${text}}`
}

/** Beyond this many names insertion is the slower way. */
const INSERTION_NAMES_MAX = 16

/** By UTF-16 code unit, in place. Messages have some ten members, for which a call of `sort` costs more than the sorting. */
function sorted(keys: string[]): string[] {
  if (keys.length > INSERTION_NAMES_MAX) return keys.sort()
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string
    let at = i
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string
    keys[at] = key
  }
  return keys
}
