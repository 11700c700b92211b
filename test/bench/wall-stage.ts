/** The stage the wall is measured on: the built page, sixty machines of the stage set's feed, and Chromium. */
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { FLUSH_MS } from '#server/live/limits.ts'
import { BROWSER } from '#test/support/dashboard-browser.ts'
import { builtDashboard } from '#test/support/dashboard-build.ts'
import { type MockApi, mockApi } from '#test/support/mock-api.ts'

export const MACHINES = 60
const VIEWPORT = { width: 1_920, height: 1_080 }

export type Open = { page: Page; cdp: CDPSession }

export async function raiseWall() {
  const browser = await chromium.launch(BROWSER)
  // Pings in the server's time must keep up with a page whose time runs fast.
  const mock = await mockApi({ dist: builtDashboard(), ping_ms: 200 })
  fill(mock)
  return {
    mock,
    /** `speed`: so many of the page's seconds pass in one. Its timers stay the browser's own. */
    async open(path: string, role: string, speed = 1): Promise<Open> {
      const context = await browser.newContext({ locale: 'fr-FR', viewport: VIEWPORT })
      await context.addCookies([{ name: 'mock', value: role, url: mock.url }])
      const page = await context.newPage()
      await page.addInitScript(hasten, speed)
      await page.goto(mock.url + path)
      const last = page.locator('.swatch').nth(MACHINES - 1)
      await last.waitFor({ state: 'attached' })
      return { page, cdp: await context.newCDPSession(page) }
    },
    async close(): Promise<void> {
      await browser.close()
      await mock.close()
    },
  }
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
export function beat(mock: MockApi, second: number, from = 0, to = MACHINES): void {
  const changes = Array.from({ length: to - from }, (_, n) => changeOf(second, from + n))
  if (changes.length > 0) mock.changeMachines(changes)
}

function changeOf(second: number, n: number) {
  const running = (second + n * 7) % 20 < 12
  const heard = new Date().toISOString()
  return running
    ? { id: `m-${n}`, heard, state: 'running' as const, power_W: 240 + ((second * 37 + n) % 90) }
    : { id: `m-${n}`, heard, state: 'idle' as const, power_W: 9 }
}

/** A reading a second from each, spread over it and told as the server tells them: gathered for `FLUSH_MS`. Answers with how to end it. */
export function feed(mock: MockApi): () => void {
  const began_ms = performance.now()
  let told = 0
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began_ms) / 1_000) * MACHINES)
    // a timer that came late across a second's end tells what is left of it first
    while (told < due) {
      const from = told % MACHINES
      const to = Math.min(MACHINES, from + due - told)
      beat(mock, Math.floor(told / MACHINES), from, to)
      told += to - from
    }
  }, FLUSH_MS)
  return () => clearInterval(timer)
}

/**
 * Runs in the page, before its scripts: both clocks run faster, and the calendar's may jump as it does when a tablet wakes. The browser driver's own
 * clock keeps a list of all it ever ran in the very heap that is measured.
 */
function hasten(speed: number): void {
  const Real = Date
  const [began_ms, steady] = [Real.now(), performance.now.bind(performance)]
  let asleep_ms = 0
  const now = (): number => began_ms + steady() * speed + asleep_ms
  globalThis.Date = class extends Real {
    constructor(...parts: [] | [value: number | string | Date]) {
      super(parts.length === 0 ? now() : parts[0])
    }
    static override now = now
  } as DateConstructor
  performance.now = () => steady() * speed
  Object.assign(window, {
    sleepFor: (ms: number) => {
      asleep_ms += ms
    },
  })
}

/** The page finds that much time gone at its next tick. */
export const sleepFor = (page: Page, ms: number): Promise<void> =>
  page.evaluate(ms => (window as unknown as { sleepFor: (ms: number) => void }).sleepFor(ms), ms)
