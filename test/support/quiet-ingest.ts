/** An ingest over a ledger in memory, in a test's own process: nobody listens to it, and its clock stands still. */
import { domainCore } from '#server/ingest/domain-core.ts'
import { createIngest, type Ingest } from '#server/ingest/ingest.ts'
import { MemoryLedger } from './memory-ledger.ts'
import { directoryEntries } from './uplink-lab.ts'

export async function quietIngest(
  stations: string[],
  now_ms: number,
): Promise<{ ledger: MemoryLedger; ingest: Ingest }> {
  const ledger = new MemoryLedger()
  for (const entry of directoryEntries(stations)) ledger.writeElsewhere(entry)
  const ingest = createIngest({
    ...{ core: domainCore, ledger, clock: { now_ms: () => now_ms } },
    log: { info: () => undefined, error: () => undefined },
    announcer: { announce: () => undefined },
    downlink: { send: () => undefined },
  })
  await ingest.start()
  return { ledger, ingest }
}
