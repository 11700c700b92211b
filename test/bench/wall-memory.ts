/**
 * What the wall screen holds after an hour of feed, every reading of it, and after a week in which it sleeps and wakes and its server is
 * replaced; the page's clocks run fast (issue 6, Figures).
 */
import { setTimeout } from 'node:timers/promises'
import type { CDPSession } from 'playwright-core'
import { beat, MACHINES, raiseWall, sleepFor } from './wall-stage.ts'

const HOUR_S = 3_600
/** An hour in three minutes. */
const SPEED = 20
const SECOND_MS = 1_000 / SPEED
/** Readings of the heap on the way. */
const READINGS = 12
const STEPS_A_DAY = 24
const WEEK_STEPS = 7 * STEPS_A_DAY
const AN_HOUR_MS = 3_600_000
const WAKE_LIMIT_MS = 60_000
/** Jitter of a heap that has just been collected. */
const GROWTH_WANTED = 0.05

export async function benchWallMemory(): Promise<void> {
  const { mock, open, close } = await raiseWall()
  const hour = await open('/kiosk', 'kiosk', SPEED)
  const began_ms = performance.now()
  const over_hour = await readingsOver(hour, HOUR_S, async second => {
    beat(mock, second)
    await setTimeout(Math.max(0, began_ms + (second + 1) * SECOND_MS - performance.now()))
  })
  tellReadings(`an hour of feed, ${MACHINES * HOUR_S} readings`, over_hour)
  await hour.page.context().close()

  const week = await open('/kiosk', 'kiosk')
  const over_week = await readingsOver(week, WEEK_STEPS, async step => {
    // An hour at once: the page takes it for sleep, and has to wake. Once a day its server is replaced meanwhile.
    if (step % STEPS_A_DAY === 0) mock.cutLive()
    mock.passTime(AN_HOUR_MS)
    await sleepFor(week.page, AN_HOUR_MS)
    mock.restoreLive()
    await week.page.waitForFunction(wokenBy, mock.now_ms(), { timeout: WAKE_LIMIT_MS })
    beat(mock, step)
  })
  tellReadings(`a week, woken ${WEEK_STEPS} times`, over_week)
  console.log(`after that week it says: ${(await week.page.locator('.wall-clock').innerText()).replaceAll('\n', ' ')}`)
  await close()
}

/** Live again, by its own means, and at the workshop's hour. */
const wokenBy = (at_ms: number): boolean =>
  document.querySelector('.shell[data-link=live]') !== null &&
  Date.parse(document.querySelector('.wall-clock time')?.getAttribute('datetime') ?? '') > at_ms - 120_000

/** `held`: what the page itself keeps, its nodes and styles with it; `code`: what the engine compiled of its script, more the longer it runs. */
type Reading = { held_MB: number; code_MB: number; nodes: number; listeners: number }

/** What the page holds once its garbage is collected, several times on the way. */
async function readingsOver({ cdp }: { cdp: CDPSession }, steps: number, step: (n: number) => Promise<void>) {
  const readings: Reading[] = []
  await cdp.send('Performance.enable')
  for (let n = 0; n < steps; n++) {
    await step(n)
    if ((n + 1) % (steps / READINGS) !== 0) continue
    const bytes = await heapOf(cdp)
    const { metrics } = await cdp.send('Performance.getMetrics')
    const of = (name: string): number => metrics.find(metric => metric.name === name)?.value ?? 0
    const [held_MB, code_MB] = [bytes.held / 2 ** 20, bytes.code / 2 ** 20]
    readings.push({ held_MB, code_MB, nodes: of('Nodes'), listeners: of('JSEventListeners') })
  }
  return readings
}

type Snapshot = { snapshot: { meta: { node_fields: string[]; node_types: [string[]] } }; nodes: number[] }

/** A snapshot collects the garbage first, and says of each thing on the heap what kind it is. */
async function heapOf(cdp: CDPSession): Promise<{ held: number; code: number }> {
  const chunks: string[] = []
  const take = ({ chunk }: { chunk: string }) => void chunks.push(chunk)
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take)
  await cdp.send('HeapProfiler.takeHeapSnapshot')
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take)
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as Snapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [kind, size] = [fields.indexOf('type'), fields.indexOf('self_size')]
  const bytes = { held: 0, code: 0 }
  for (let at = 0; at < nodes.length; at += fields.length)
    bytes[types[0][nodes[at + kind] ?? 0] === 'code' ? 'code' : 'held'] += nodes[at + size] ?? 0
  return bytes
}

/** The second quarter, when curves and thread are as full as they get, against the last one: the means of each. */
function tellReadings(what: string, readings: readonly Reading[]): void {
  const quarter = READINGS / 4
  const meanOf = (some: readonly Reading[]) => some.reduce((sum, { held_MB }) => sum + held_MB, 0) / some.length
  const [early, late] = [readings.slice(quarter, 2 * quarter), readings.slice(-quarter)]
  const grown = meanOf(late) / meanOf(early) - 1
  const list = (of: (reading: Reading) => number) => readings.map(reading => of(reading).toFixed(2)).join(' ')
  console.log(
    `${what}: held ${list(({ held_MB }) => held_MB)} MB, last quarter against the second ` +
      `${(grown * 100).toFixed(1)} % (wanted ≤ ${GROWTH_WANTED * 100} %); compiled script ${list(({ code_MB }) => code_MB)} MB; ` +
      `nodes ${early[0]?.nodes} → ${late.at(-1)?.nodes}, listeners ${early[0]?.listeners} → ${late.at(-1)?.listeners}`,
  )
  if (grown > GROWTH_WANTED) process.exitCode = 1
}
