/** A follower in a process of its own, to be killed: `node follower-process.ts JOURNAL '{"kind": …}'`. */
import { createFollower, realTimers } from '#server/telemetry/follower.ts'
import { openTelemetry, type TelemetryConfig } from '#server/telemetry/open.ts'
import { openFileJournal } from './follower-journal.ts'

const [journal, config] = process.argv.slice(2)
if (journal === undefined || config === undefined) throw new Error('usage: follower-process.ts JOURNAL CONFIG')

const follower = createFollower({
  name: 'telemetry',
  source: openFileJournal(journal),
  store: await openTelemetry(JSON.parse(config) as TelemetryConfig),
  clock: { now_ms: Date.now },
  timers: realTimers,
  random: Math.random,
  batch_points_max: 500,
  log: { warn: (details, message) => console.log(message, details), info: () => undefined },
})
follower.start()
console.log('following')
