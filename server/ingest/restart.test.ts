import { expect, test } from 'vitest'
import { MemoryLedger } from '#test/support/memory-ledger.ts'
import { directoryEntries, hello, sample } from '#test/support/uplink-lab.ts'
import { domainCore } from './domain-core.ts'
import { createIngest } from './ingest.ts'

const SILENT = { info: () => undefined, error: () => undefined }

test('what a start folds from the tail of the journal, the next one need not fold again', async () => {
  const ledger = new MemoryLedger()
  for (const entry of directoryEntries(['s1'])) ledger.writeElsewhere(entry)
  const started = async () => {
    const ingest = createIngest({
      ...{ core: domainCore, ledger, log: SILENT, clock: { now_ms: Date.now } },
      announcer: { announce: () => undefined },
      downlink: { send: () => undefined },
    })
    await ingest.start()
    return ingest
  }
  const first = await started()
  const say = (type: string, value: object) =>
    new Promise<unknown>(resolve => {
      const payload = Buffer.from(JSON.stringify(value))
      first.accept({ principal: 'lab.s1', station: 's1', type, qos: 1, payload }, resolve)
    })
  expect(await Promise.all([say('hello', hello()), say('sample', sample(1))])).toEqual([undefined, undefined])
  // Killed here: nothing is stopped, nothing written.
  expect([...(await ledger.load()).unwritten.keys()]).toEqual(['s1'])
  const second = await started()
  const { unwritten, states } = await ledger.load()
  expect(unwritten.size).toBe(0)
  expect(JSON.parse(states.get('s1') ?? '{}')).toMatchObject({ up_ms: 1_010 })
  await second.stop()
  await first.stop()
})
