/**
 * The live wall of 60 machines at 1 Hz in Chromium: the main thread's work in one frame, and memory over an hour and over a week of
 * feed, the page's clock run fast (issue 6, Figures). The page is the built one; the feed is the stage set's.
 */
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { BROWSER } from '#test/support/dashboard-browser.ts'
import { builtDashboard } from '#test/support/dashboard-build.ts'
import { type MockApi, mockApi } from '#test/support/mock-api.ts'
import { slowOf } from './stalls.ts'

const MACHINES = 60
const WATCH_S = 20
const FRAME_MS = 1_000 / 60
const FRAME_WANTED_MS = 8
const HOUR_STEPS = 720
const STEP_S = 5
const WEEK_STEPS = 7 * 24 * 6
const TEN_MINUTES_MS = 600_000
/** Jitter of a heap that has just been collected. */
const GROWTH_WANTED = 0.05
const VIEWPORT = { width: 1_920, height: 1_080 }

export async function benchWall(): Promise<void> {
  const browser = await chromium.launch(BROWSER)
  // Pings in the server's time must keep up with a page whose time runs fast.
  const mock = await mockApi({ dist: builtDashboard(), ping_ms: 200 })
  fill(mock)
  const open = async (path: string, role: string): Promise<{ page: Page; cdp: CDPSession }> => {
    const context = await browser.newContext({ locale: 'fr-FR', viewport: VIEWPORT })
    await context.addCookies([{ name: 'mock', value: role, url: mock.url }])
    const page = await context.newPage()
    if (role === 'kiosk') await page.clock.install()
    await page.goto(mock.url + path)
    await page
      .locator('.swatch')
      .nth(MACHINES - 1)
      .waitFor()
    return { page, cdp: await context.newCDPSession(page) }
  }

  const wall = await open('/', 'manager')
  const frames = await framesOf(wall, mock)
  console.log(
    `${MACHINES} machines at 1 Hz: one frame's work p50 ${frames.p50_ms.toFixed(1)} ms, p99 ${frames.p99_ms.toFixed(1)} ms ` +
      `(wanted ≤ ${FRAME_WANTED_MS}), at most ${frames.max_ms.toFixed(1)} ms, of ${frames.count} frames with work`,
  )
  await wall.page.context().close()

  const kiosk = await open('/kiosk', 'kiosk')
  const hour = await heapsOver(kiosk, HOUR_STEPS, async step => {
    for (let s = 0; s < STEP_S; s++) beat(mock, step * STEP_S + s, 0, MACHINES)
    await kiosk.page.clock.runFor(STEP_S * 1_000)
  })
  tellHeaps('an hour of feed', hour)
  const week = await heapsOver(kiosk, WEEK_STEPS, async step => {
    beat(mock, step, 0, MACHINES)
    await kiosk.page.clock.fastForward(TEN_MINUTES_MS)
  })
  tellHeaps('a week of feed', week)
  console.log(`after that week it says: ${(await kiosk.page.locator('.wall-clock').innerText()).replaceAll('\n', ' ')}`)
  await browser.close()
  await mock.close()
}

/** As many machines as wanted, each like one of the workshop. */
function fill({ world }: MockApi): void {
  const cast = [...world.machines]
  world.machines.length = 0
  for (let n = 0; n < MACHINES; n++) {
    const like = cast[n % cast.length]
    if (like !== undefined) world.machines.push({ ...like, id: `m-${n}`, name: `${like.name} n° ${n + 1}` })
  }
}

/** Some of them sew: a reading each, and now and then another state. */
function beat(mock: MockApi, second: number, from: number, count: number): void {
  for (let n = from; n < from + count; n++) {
    const running = (second + n * 7) % 20 < 12
    const state = running ? 'running' : 'idle'
    mock.changeMachine(`m-${n}`, { state, power_W: running ? 240 + ((second * 37 + n) % 90) : 9 })
  }
}

/** `tdur`: what the thread itself worked, without what other programs took of the processor meanwhile. */
type TraceEvent = {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
  args?: { name?: string }
}
type Task = { thread: string; at_ms: number; took_ms: number }

async function framesOf({ page, cdp }: { page: Page; cdp: CDPSession }, mock: MockApi) {
  const tasks: Task[] = []
  const threads = new Map<string, string>()
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, ph, pid, tid, ts, dur = 0, tdur = dur, args } of value as unknown as TraceEvent[]) {
      if (name === 'thread_name' && args?.name !== undefined) threads.set(`${pid} ${tid}`, args.name)
      if (name === 'RunTask' && ph === 'X')
        tasks.push({ thread: `${pid} ${tid}`, at_ms: ts / 1_000, took_ms: tdur / 1_000 })
    }
  })
  const done = new Promise<void>(resolve => cdp.once('Tracing.tracingComplete', () => resolve()))
  await page.waitForTimeout(2_000)
  const traceConfig = {
    includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline'],
    excludedCategories: ['*'],
  }
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  let tenth = 0
  const timer = setInterval(() => {
    beat(mock, Math.floor(tenth / 10), (tenth % 10) * (MACHINES / 10), MACHINES / 10)
    tenth += 1
  }, 100)
  await page.waitForTimeout(WATCH_S * 1_000)
  clearInterval(timer)
  await cdp.send('Tracing.end')
  await done
  const frames = new Map<number, number>()
  for (const { thread, at_ms, took_ms } of tasks) {
    if (threads.get(thread) !== 'CrRendererMain') continue
    const frame = Math.floor(at_ms / FRAME_MS)
    frames.set(frame, (frames.get(frame) ?? 0) + took_ms)
  }
  return slowOf([...frames.values()].filter(took_ms => took_ms > 0.5))
}

/** The heap, collected, at each quarter of the way. */
async function heapsOver({ cdp }: { cdp: CDPSession }, steps: number, step: (n: number) => Promise<void>) {
  const heaps_MB: number[] = []
  for (let n = 0; n < steps; n++) {
    await step(n)
    if ((n + 1) % Math.floor(steps / 4) !== 0) continue
    await cdp.send('HeapProfiler.collectGarbage')
    heaps_MB.push((await cdp.send('Runtime.getHeapUsage')).usedSize / 2 ** 20)
  }
  return heaps_MB
}

/** From the first quarter on, when curves and thread are as full as they get. */
function tellHeaps(what: string, heaps_MB: readonly number[]): void {
  const [first = 0, last = 0] = [heaps_MB[0], heaps_MB.at(-1)]
  const grown = (last - first) / first
  const said = heaps_MB.map(heap_MB => heap_MB.toFixed(2)).join(' → ')
  console.log(`${what}: heap ${said} MB, ${(grown * 100).toFixed(1)} % (wanted ≤ ${GROWTH_WANTED * 100} %)`)
  if (grown > GROWTH_WANTED) process.exitCode = 1
}
