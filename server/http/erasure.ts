/** What holds an erasure back, of the parts HTTP was handed. */
import type { Said } from '#server/domain/refusals.ts'
import { erasureHeldBack } from '#server/erasure.ts'
import type { HttpDeps } from './deps.ts'

export function heldBackOf({ core, clock, books, accounts, bank }: HttpDeps): (member: string) => Promise<Said[]> {
  return member => {
    const openSessions = core.machines().flatMap(({ session }) => (session === null ? [] : [session]))
    const parts = { openSessions, directory: core.directory(), now_ms: clock.now_ms(), books, accounts, bank }
    return erasureHeldBack(parts, member)
  }
}
