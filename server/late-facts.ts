/** What a file dates in a month that is closed would be counted in none: it is named instead of lost. What stands already may come again. */
import type { AtelierFile } from './contract/atelier.ts'
import type { Directory } from './domain/directory.ts'
import type { Problem } from './ingest/atelier/problems.ts'

const KINDS = ['purchases', 'pack_sales', 'counts'] as const

/** `closed` is the last closed month, null before the first. */
export function datedInClosed(file: AtelierFile, present: Directory, closed: string | null): Problem[] {
  if (closed === null) return []
  const message = `months up to ${closed} are closed: date it in an open one, or it would never be counted`
  return KINDS.flatMap(kind =>
    file[kind].flatMap(({ id, date }, i) =>
      present[kind].has(id) || date.slice(0, 7) > closed ? [] : [{ path: `${kind}[${i}].date`, message }],
    ),
  )
}
