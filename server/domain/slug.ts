/** Ids for what people name: contract's slugs, `[a-z0-9][a-z0-9-]{0,31}`. */

const LENGTH_MAX = 32

/** What a name has no letter for is left out; nothing left gives `fallback`. */
export function slugOf(name: string, fallback: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH_MAX)
    .replaceAll(/^-+|-+$/g, '')
  return plain === '' ? fallback : plain
}

/** In order; a name that comes again gets `-2`, `-3`… */
export function slugsOf(names: readonly string[], fallback: string): string[] {
  const taken = new Set<string>()
  return names.map(name => {
    const base = slugOf(name, fallback)
    let id = base
    for (let n = 2; taken.has(id); n++) {
      const suffix = `-${n}`
      id = `${base.slice(0, LENGTH_MAX - suffix.length)}${suffix}`
    }
    taken.add(id)
    return id
  })
}
