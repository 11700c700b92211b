import { expect, test } from 'vitest'
import { MemoryLedger } from '#test/support/memory-ledger.ts'
import { tinyCore } from '#test/support/tiny-core.ts'
import { badge, directoryEntries, hello, sample } from '#test/support/uplink-lab.ts'
import { createIngest } from './ingest.ts'

const HOUR_MS = 3_600_000
const SILENT = { info: () => undefined, error: () => undefined }

test.each<[string, string, object]>([
  ['alone', 'badge', badge(1)],
  [
    'in a batch',
    'batch',
    {
      messages: [
        { type: 'sample', ...sample(1) },
        { type: 'badge', ...badge(2) },
      ],
    },
  ],
])('a badge closes its group at once: %s', async (_name, type, value) => {
  const ledger = new MemoryLedger()
  for (const entry of directoryEntries(['s1'])) ledger.writeElsewhere(entry)
  const ingest = createIngest({
    ...{ core: tinyCore, ledger, log: SILENT, clock: { now_ms: Date.now }, group_ms: HOUR_MS },
    announcer: { announce: () => undefined },
    downlink: { send: () => undefined },
  })
  await ingest.start()
  const said = (type: string, value: object) =>
    new Promise<void>((resolve, reject) => {
      const payload = Buffer.from(JSON.stringify(value))
      ingest.accept({ principal: 'lab.s1', station: 's1', type, qos: 1, payload }, error =>
        error === undefined ? resolve() : reject(error),
      )
    })
  // Both are settled by the one group: without the badge this would wait for an hour.
  await expect(Promise.all([said('hello', hello()), said(type, value)])).resolves.toHaveLength(2)
  await ingest.stop()
})
