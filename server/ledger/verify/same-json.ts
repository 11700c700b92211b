import { canonical } from '#server/domain/canonical.ts'

/** By value: the order of keys does not count. */
export function sameJson(kept: string, replayed: string): boolean {
  if (kept === replayed) return true
  try {
    return canonical(JSON.parse(kept)) === canonical(JSON.parse(replayed))
  } catch {
    return false
  }
}
