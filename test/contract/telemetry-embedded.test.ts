import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTelemetry } from '#server/telemetry/open.ts'
import { describeTelemetryStore } from './telemetry.suite.ts'

describeTelemetryStore('embedded telemetry', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'navette-telemetry-'))
  const store = await openTelemetry({ kind: 'embedded', file: join(directory, 'telemetry.sqlite') })
  return {
    store,
    async dispose() {
      await store.close()
      rmSync(directory, { recursive: true })
    },
  }
})
