/** An id nobody has yet, made of a name: a `PUT` under one that is taken would change the other. */
const ID_CHARS_MAX = 32

export function freeId(name: string, taken: Iterable<string>): string {
  const used = new Set(taken)
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  const base = trim(plain).slice(0, ID_CHARS_MAX) || 'x'
  for (let n = 1; ; n++) {
    const tail = n === 1 ? '' : `-${n}`
    const id = trim(base.slice(0, ID_CHARS_MAX - tail.length)) + tail
    if (!used.has(id)) return id
  }
}

const trim = (text: string): string => text.replaceAll(/^-+|-+$/g, '')
