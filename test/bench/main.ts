/** `npm run bench [name …]`: every benchmark prints what was wanted beside what was measured. */
import { benchBadge } from './badge.ts'
import { benchBundle } from './bundle.ts'
import { benchGateway } from './gateway.ts'
import { benchIngest } from './ingest.ts'
import { benchInvoices } from './invoices.ts'
import { benchLedger } from './ledger.ts'
import { benchOutbox } from './outbox.ts'
import { benchPreview } from './preview.ts'
import { benchSockets } from './sockets.ts'
import { benchStations } from './stations.ts'
import { benchTelemetry } from './telemetry.ts'
import { benchWall } from './wall.ts'
import { benchWallMemory } from './wall-memory.ts'

const BENCHES: Record<string, () => Promise<void>> = {
  ingest: benchIngest,
  badge: benchBadge,
  stations: benchStations,
  gateway: benchGateway,
  outbox: benchOutbox,
  ledger: benchLedger,
  telemetry: benchTelemetry,
  preview: benchPreview,
  invoices: benchInvoices,
  sockets: benchSockets,
  wall: benchWall,
  'wall-memory': benchWallMemory,
  bundle: async () => benchBundle(),
}

const asked = process.argv.slice(2)
const unknown = asked.filter(name => !Object.hasOwn(BENCHES, name))
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n— ${name} —`)
  await bench()
}
