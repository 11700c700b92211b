/** The number of somebody new. Whoever else is being added at this moment may take it first: the one after is free. */
import type { Said } from '#server/domain/refusals.ts'
import { lastNumber, numbered } from '#server/domain/who/numbers.ts'

/** `put` is asked under one number after another, until none has taken it; resolves to the one it was put under. */
export async function underNextNumber(ids: Iterable<string>, put: (id: string) => Promise<void>): Promise<string> {
  for (let n = lastNumber(ids) + 1; ; n += 1) {
    const id = numbered(n)
    try {
      await put(id)
      return id
    } catch (failure) {
      if (!isTaken(failure)) throw failure
    }
  }
}

const isTaken = (failure: unknown): boolean =>
  failure instanceof Error && 'said' in failure && (failure.said as Said).code === 'member-exists'
