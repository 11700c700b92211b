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
    beat(mock, second, 0, MACHINES)
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
    beat(mock, step, 0, MACHINES)
  })
  tellReadings(`a week, woken ${WEEK_STEPS} times`, over_week)
  console.log(`after that week it says: ${(await week.page.locator('.wall-clock').innerText()).replaceAll('\n', ' ')}`)
  await close()
}

/** Live again, by its own means, and at the workshop's hour. */
const wokenBy = (at_ms: number): boolean =>
  document.querySelector('.shell[data-link=live]') !== null &&
  Date.parse(document.querySelector('.wall-clock time')?.getAttribute('datetime') ?? '') > at_ms - 120_000

type Reading = { heap_MB: number; nodes: number; listeners: number }

/** What the page holds once its garbage is collected, several times on the way. */
async function readingsOver({ cdp }: { cdp: CDPSession }, steps: number, step: (n: number) => Promise<void>) {
  const readings: Reading[] = []
  await cdp.send('Performance.enable')
  for (let n = 0; n < steps; n++) {
    await step(n)
    if ((n + 1) % (steps / READINGS) !== 0) continue
    await cdp.send('HeapProfiler.collectGarbage')
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    const { metrics } = await cdp.send('Performance.getMetrics')
    const of = (name: string): number => metrics.find(metric => metric.name === name)?.value ?? 0
    readings.push({ heap_MB: usedSize / 2 ** 20, nodes: of('Nodes'), listeners: of('JSEventListeners') })
  }
  return readings
}

/**
 * The second quarter, when curves and thread are as full as they get, against the last one: the least of each, for a look in the midst of work finds
 * up to half as much again that the next one does not.
 */
function tellReadings(what: string, readings: readonly Reading[]): void {
  const quarter = READINGS / 4
  const leastOf = (some: readonly Reading[]) => Math.min(...some.map(({ heap_MB }) => heap_MB))
  const [early, late] = [readings.slice(quarter, 2 * quarter), readings.slice(-quarter)]
  const grown = leastOf(late) / leastOf(early) - 1
  console.log(
    `${what}: heap ${readings.map(({ heap_MB }) => heap_MB.toFixed(2)).join(' ')} MB, last quarter against the second ` +
      `${(grown * 100).toFixed(1)} % (wanted ≤ ${GROWTH_WANTED * 100} %); nodes ${early[0]?.nodes} → ${late.at(-1)?.nodes}, ` +
      `listeners ${early[0]?.listeners} → ${late.at(-1)?.listeners}`,
  )
  if (grown > GROWTH_WANTED) process.exitCode = 1
}
