/**
 * The first start as a new user walks it: the terminal's link, an account, an atelier, a first station that proves itself, the wall.
 * In both languages, at three widths, in both lights, each with a server of its own that nobody has set up.
 */
import mqtt from 'mqtt'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { builtDashboard } from '#test/support/dashboard-build.ts'
import { connectStation } from '#test/support/hand-station.ts'
import { type Navette, navette } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'
import { forgiveShifts, watchShifts } from '#test/support/shifts.ts'
import { HOSTILE } from '#test/support/small-atelier.ts'
import { viewportOf, WAYS, type Walk, type Way, walkOf } from '#test/support/walk.ts'
import * as setup from '../../dashboard/pages/setup/texts.ts'

/** For a machine that eight others share. */
const PATIENCE_MS = 90_000
const PASSWORD = 'fil-a-coudre-42'

describe.skipIf(!hasChromium)('the first start in a browser', () => {
  let dashboard: string
  let browser: Browser
  const labs: Navette[] = []
  beforeAll(async () => {
    dashboard = builtDashboard()
    browser = await chromium.launch(BROWSER)
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    for (const lab of labs) await lab.remove()
  })

  /** What the terminal prints where nothing is set up yet. */
  const linkOfNew = async (): Promise<string> => {
    const lab = navette({ NAVETTE_DASHBOARD: dashboard })
    labs.push(lab)
    const server = await lab.serve()
    return poll('the link on the terminal', () => /http:\S+\?code=\w+/.exec(server.log())?.[0])
  }
  const open = async ({ language, width, light }: Way): Promise<Page> => {
    const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
    // What slides onto the thread is half transparent while it does, as axe would have it for good
    const look = { viewport: viewportOf(width), colorScheme: light, reducedMotion: 'reduce' } as const
    const context = await browser.newContext({ locale, ...look })
    context.setDefaultTimeout(PATIENCE_MS)
    await context.addInitScript(watchShifts)
    return context.newPage()
  }

  const ways = WAYS.map((way, nth) => ({ ...way, axe: nth < 2 }))
  test.concurrent.each(ways)('$language, $width px, $light', { timeout: 5 * PATIENCE_MS }, async way => {
    const [link, page] = await Promise.all([linkOfNew(), open(way)])
    const walk = walkOf(page, 'first-start', way)
    await page.goto(link)
    await account(walk)
    await atelier(walk)
    await pairing(walk)
    await walk.press(page.getByRole('link', { name: w(walk, 'pair.wall') }))
    await page.locator('.swatch').first().waitFor()
    await walk.check('wall')
    expect(new URL(page.url()).pathname).toBe('/')
    await page.waitForFunction(() => document.title.includes('L’Atelier du Canal'))
    await walk.leave()

    const again = await open(way)
    await again.goto(link)
    await again.locator('#email').waitFor()
    expect(await again.getByText(w(walk, 'title')).count()).toBe(0)
    await again.context().close()
    expect(walk.wrong).toEqual([])
  })
})

const w = ({ say }: Walk, key: keyof typeof setup.fr, values = {}): string => say(key, values, setup)
const field = (walk: Walk, key: keyof typeof setup.fr, values = {}) =>
  walk.page.getByLabel(w(walk, key, values), { exact: true })

async function account(walk: Walk): Promise<void> {
  if (walk.way.language === 'en') await walk.page.getByLabel('English').check()
  await walk.page.getByRole('heading', { name: w(walk, 'title') }).waitFor()
  await walk.check('empty')
  await field(walk, 'name').fill(HOSTILE)
  await field(walk, 'email').fill('aicha@example.org')
  await field(walk, 'password').fill('court')
}

/** What is wrong is said where it stands, and nothing that was written is lost. */
async function atelier(walk: Walk): Promise<void> {
  const { page } = walk
  await field(walk, 'example').check()
  const examples = field(walk, 'which-example').locator('option')
  await poll('the examples', async () => (await examples.count()) > 10, PATIENCE_MS)
  await field(walk, 'new').check()
  await field(walk, 'atelier-name').fill('L’Atelier du Canal')
  await field(walk, 'timezone').fill('Paris')
  await field(walk, 'machine-name', { n: 1 }).fill(`Juki ${HOSTILE}`.slice(0, 120))
  await walk.press(walk.button(w(walk, 'start')))
  await page.locator('[aria-invalid=true]').first().waitFor()
  await walk.check('short-password')
  await field(walk, 'password').fill(PASSWORD)
  await walk.press(walk.button(w(walk, 'start')))
  await page.locator('[name="atelier.timezone"][aria-invalid=true]').waitFor()
  // What the server answers to a press takes its room whenever it comes
  await forgiveShifts(page)
  expect(await page.locator('[aria-invalid=true]').count()).toBe(1)
  await field(walk, 'timezone').fill('Europe/Paris')
  await walk.press(walk.button(w(walk, 'start')))
  await walk.button(w(walk, 'pair.make')).waitFor()
}

async function pairing(walk: Walk): Promise<void> {
  const { page } = walk
  await walk.check('pair')
  await walk.press(walk.button(w(walk, 'pair.make')))
  await page.getByText(w(walk, 'pair.key'), { exact: true }).waitFor()
  // The answer to a press takes its room whenever it comes
  await forgiveShifts(page)
  const [address = '', principal = '', password = ''] = await page.locator('.pair-settings code').allTextContents()
  const as = { clientId: principal, username: principal, reconnectPeriod: 0 }
  await expect(mqtt.connectAsync(`mqtt://${address}`, { ...as, password: 'faux' }, false)).rejects.toThrow()
  await page.getByText(w(walk, 'pair.refused-token')).waitFor()
  await walk.check('refused')
  const station = await connectStation(address, principal, password)
  await station.hello()
  await station.sample(20)
  await page.getByText(w(walk, 'pair.heard-done')).waitFor()
  expect(await page.getByText(w(walk, 'pair.done')).count()).toBe(0)
  await station.badge('ab'.repeat(32))
  await page.getByText(w(walk, 'pair.badge-unknown')).waitFor()
  await station.sample(1_400)
  await page.getByText(w(walk, 'pair.done')).waitFor()
  await walk.check('paired')
  await station.leave()
}
