import { expect, it } from 'vitest'
import type { JobKind, JobRow } from '#server/domain/records.ts'
import { wasDone } from './was-done.ts'

const NONE = { waiting: 0, sent: 0, back: 0 }
/** October was closed, issued and handed to the post at 100; September long before. */
const ledger = {
  closings: async () => [
    { period: '2026-09', at_ms: 10 },
    { period: '2026-10', at_ms: 100 },
  ],
  accountEntries: async () => [
    { at_ms: 20, entry: { type: 'issued', period: '2026-09' } },
    { at_ms: 100, entry: { type: 'issued', period: '2026-10' } },
  ],
  postedOf: async (about: string, since_ms: number) =>
    about === '2026-10 fab' && since_ms <= 100 ? { ...NONE, sent: 2 } : NONE,
}
const done = (kind: JobKind, about: string, began_at_ms: number): Promise<boolean> => {
  const row: JobRow = {
    ...{ id: 'a', kind, about, by: 't', state: 'running' },
    began_at_ms,
    ended_at_ms: null,
    outcome: null,
  }
  return wasDone(ledger, row)
}

it('what was written since it began is its own', async () => {
  const began = await Promise.all([
    done('close', '2026-10', 90),
    done('issue', '2026-10', 90),
    done('send', '2026-10 fab', 90),
  ])
  expect(began).toEqual([true, true, true])
})
it('what was there before it began, or belongs to another month, is not', async () => {
  const after = await Promise.all([
    done('close', '2026-10', 101),
    done('issue', '2026-10', 101),
    done('send', '2026-10 fab', 101),
  ])
  expect(after).toEqual([false, false, false])
  const other = await Promise.all([
    done('close', '2026-09', 90),
    done('issue', '2026-09', 90),
    done('send', '2026-09 fab', 90),
  ])
  expect(other).toEqual([false, false, false])
})
it('a computation writes nothing', async () => expect(await done('preview', '2026-10', 0)).toBe(false))
