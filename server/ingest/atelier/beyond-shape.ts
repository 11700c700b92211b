/**
 * A file whose shape is wrong somewhere is looked at all the same: whoever mends it sees everything in one go. What is out of shape
 * is left out, and nothing is said of what points to it.
 */
import { AtelierFile } from '#server/contract/atelier.ts'
import type { Directory } from '#server/domain/directory.ts'
import { atelierProblems, type Problem } from './problems.ts'

type Path = readonly PropertyKey[]
type Json = Record<string, unknown>

/** What the rest may be looked at with, where the file's own word is out of shape. */
const standIns = (present: Directory): Json => ({
  ...{ navette: 1, site: present.site?.site ?? 'site', name: 'name', timezone: 'UTC' },
})

export function problemsBeyond(json: unknown, faults: readonly Path[], present: Directory): Problem[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return []
  const rest = withoutFaults(json as Json, faults, standIns(present))
  const parsed = AtelierFile.safeParse(rest.file)
  if (!parsed.success) return []
  return atelierProblems(parsed.data, present)
    .filter(
      ({ path, message }) =>
        (rest.issuers_known || !path.includes('issuer')) &&
        !rest.ids.some(id => message.split(/\W*\s\W*/).includes(id)),
    )
    .map(problem => ({ ...problem, path: rest.pathOf(problem.path) }))
}

function withoutFaults(json: Json, faults: readonly Path[], stand_ins: Json) {
  const file: Json = { ...json }
  const kept = new Map<string, number[]>()
  const ids: string[] = []
  for (const [name, of] of Map.groupBy(faults, ([first]) => String(first))) {
    const value = json[name]
    const faulty = new Set(of.map(([, index]) => index))
    if (!Array.isArray(value) || faulty.has(undefined)) {
      if (name in stand_ins) file[name] = stand_ins[name]
      else delete file[name]
      continue
    }
    const indices = [...value.keys()].filter(index => !faulty.has(index))
    kept.set(name, indices)
    file[name] = indices.map(index => value[index])
    for (const index of faulty) {
      const id = (value[Number(index)] as Json | null | undefined)?.id
      if (typeof id === 'string') ids.push(id)
    }
  }
  // Who the issuers are rests on the site and on all of them
  const issuers_known = !faults.some(([first]) => first === 'site' || first === 'issuers')
  return {
    ...{ file, ids, issuers_known },
    /** `members[1]` of what was kept is `members[3]` of the file. */
    pathOf: (path: string) =>
      path.replace(/^(\w+)\[(\d+)\]/, (whole, name: string, index: string) => {
        const original = kept.get(name)?.[Number(index)]
        return original === undefined ? whole : `${name}[${original}]`
      }),
  }
}
