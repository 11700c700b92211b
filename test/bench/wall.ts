/** The live wall of 60 machines at 1 Hz in Chromium: the main thread's work in one frame (issue 6, Figures). */
import type { MockApi } from '#test/support/mock-api.ts'
import { slowOf } from './stalls.ts'
import { feed, MACHINES, type Open, raiseWall } from './wall-stage.ts'

const WATCH_S = 20
const SETTLE_MS = 4_000
const FRAME_MS = 1_000 / 60
const FRAME_WANTED_MS = 8

export async function benchWall(): Promise<void> {
  const stage = await raiseWall()
  for (const [path, role] of [
    ['/', 'manager'],
    ['/kiosk', 'kiosk'],
  ] as const) {
    const open = await stage.open(path, role)
    const frames = await framesOf(open, stage.mock)
    console.log(
      `${path}, ${MACHINES} machines at 1 Hz: one frame's work p50 ${frames.p50_ms.toFixed(1)} ms, p99 ${frames.p99_ms.toFixed(1)} ms ` +
        `(wanted ≤ ${FRAME_WANTED_MS}), at most ${frames.max_ms.toFixed(1)} ms, of ${frames.count} frames with work`,
    )
    await open.page.context().close()
  }
  await stage.close()
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

async function framesOf({ page, cdp }: Open, mock: MockApi) {
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
  const end = feed(mock)
  // The first beats set all sixty to another state: that is the stage being set, not the wall at work.
  await page.waitForTimeout(SETTLE_MS)
  const traceConfig = {
    includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline'],
    excludedCategories: ['*'],
  }
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  await page.waitForTimeout(WATCH_S * 1_000)
  end()
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
