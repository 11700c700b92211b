import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { emptyGroup, temporaryDirectory } from '#test/support/ledger-lab.ts'
import { openLedger } from './ledger.ts'

/** For what hangs, not for what is late. */
const PATIENT_MS = 45_000

it('copies the WAL back while a server runs, and nobody takes that for a write', async () => {
  const directory = temporaryDirectory()
  const file = join(directory, 'navette.sqlite')
  const ledger = await openLedger({ file, role: 'serve' })
  const before = ledger.dataVersion()
  const journal = Array.from({ length: 2_500 }, (_, seq) => ({
    ...{
      received_at_ms: 1,
      kind: 'up' as const,
      type: 'sample',
      disposition: 'late' as const,
      station: 's1',
      epoch: 1,
    },
    ...{ boot: 1, seq, at_ms: null, at_order: 0, payload: '{}' },
  }))
  await ledger.commit({ ...emptyGroup(0), journal })
  // The rows lie in the WAL until a checkpoint makes the database itself grow.
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(500_000), { timeout: PATIENT_MS, interval: 50 })
  expect(ledger.dataVersion()).toBe(before)
  expect(await ledger.commit({ ...emptyGroup(2_500), states: [{ station: 's1', state: '{}' }] })).toMatchObject({
    kind: 'committed',
  })
  expect((await ledger.counts()).late).toBe(2_500)
  await ledger.close()
  rmSync(directory, { recursive: true })
})
