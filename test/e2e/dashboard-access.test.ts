/** WCAG 2.2 AA by axe on each page in both themes, and no sideways scroll from a small phone to a 4K wall. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/contract/api.ts'
import { hasChromium, raiseStage, type Stage } from '#test/support/dashboard-browser.ts'
import { axeInBoth } from '#test/support/look.ts'

type Scene = { name: string; path: string; role: Role | null; ready: string; act?: (page: Page) => Promise<void> }
const openEvidence = async (page: Page): Promise<void> => {
  await page.locator('.share > summary').first().click()
  await page.locator('.line > summary').first().click()
  await page.locator('.sessions .link').first().click()
  await page.locator('.frames summary').first().click()
}
const SCENES: Scene[] = [
  { name: 'sign-in', path: '/', role: null, ready: '.sign-in form' },
  { name: 'wall', path: '/', role: 'manager', ready: '.swatch .spark-thread' },
  { name: 'kiosk', path: '/kiosk', role: 'kiosk', ready: '.swatch .spark-thread' },
  { name: 'machine', path: '/machines/brodeuse', role: 'manager', ready: '.chart canvas' },
  { name: 'past day', path: '/machines/juki-1?day=2026-11-19', role: 'manager', ready: '.ribbon > rect' },
  {
    name: 'lockout',
    path: '/machines/juki-2',
    role: 'manager',
    ready: '.chart canvas',
    act: page => page.getByRole('button', { name: 'Mettre hors service' }).click(),
  },
  { name: 'statement', path: '/periods/2026-11', role: 'treasurer', ready: '.share' },
  { name: 'evidence', path: '/periods/2026-11', role: 'treasurer', ready: '.share', act: openEvidence },
  { name: 'my month', path: '/me', role: 'member', ready: '.so-far-total' },
  { name: 'periods', path: '/months', role: 'treasurer', ready: '.period-list' },
  {
    name: 'settling',
    path: '/periods/2026-10/settle',
    role: 'treasurer',
    ready: '.settle-item',
    act: async page => {
      await page.locator('.settle-acts .button-quiet').first().click()
      await page.getByLabel('Partager entre').check()
    },
  },
  { name: 'proof', path: '/me/proof/2026-10', role: 'member', ready: '.proof-chain' },
  { name: 'not found', path: '/nowhere', role: 'member', ready: '.notice' },
]
const WIDTHS_PX = [360, 390, 640, 820, 1280, 1920, 3840]

describe.skipIf(!hasChromium)('every page', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
  })
  afterAll(() => stage.close())

  /** Opened once and then looked at in each way: opening is what takes the time. */
  const show = async (scene: Scene): Promise<Page> => {
    const page = await stage.open(scene.path, scene.role, {
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 900 },
    })
    await page.locator(scene.ready).first().waitFor()
    await scene.act?.(page)
    return page
  }

  test.each(SCENES)('$name is clean to axe in both themes, and never scrolls sideways', async scene => {
    const page = await show(scene)
    expect(await axeInBoth(page)).toEqual([])
    for (const width of WIDTHS_PX) {
      await page.setViewportSize({ width, height: 900 })
      const over_px = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(over_px, `at ${width} px`).toBeLessThanOrEqual(0)
    }
    await page.context().close()
  })
})
