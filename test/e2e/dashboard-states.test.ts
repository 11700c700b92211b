/**
 * Every page while its answers have not come, and after the server failed to give them: a heading, a way to ask again, nothing beyond a
 * phone's edge, nothing for axe to say, a title of its own, the focus at the page's beginning. A tab for each role walks by the pages' own router, as a person with a bad link would.
 */
import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/contract/api.ts'
import { axeOn } from '#test/support/axe.ts'
import { hasChromium } from '#test/support/dashboard-browser.ts'
import { type RealStage, raiseRealStage } from '#test/support/dashboard-real.ts'
import { poll } from '#test/support/poll.ts'

/** For a machine that eight others share. */
const PATIENT_ms = 90_000
/** Who is signed in is known, as it is to a page that is open already; everything else is asked in vain. */
const ASKED = /\/api\/v1\/(?!me$)/

const pagesOf = ({ last, closed }: RealStage): [Role, string[]][] => [
  ['member', ['/me', '/me/access', '/me/account', `/me/proof/${closed}`, '/reservations', '/machines/presse-1']],
  ['organisation', [`/organisation?month=${closed}`]],
  [
    'animateur',
    ['/morning', '/members', '/members/awa', '/closures', '/events', '/learn', '/learn/juki-1', '/care', '/sales'],
  ],
  ['manager', ['/charter', '/settings', '/workshop', '/accounts', '/screens', '/machines/nothing']],
  [
    'treasurer',
    [
      ...['/organisations', '/months', `/periods/${closed}`, `/periods/${last}/settle`, '/orders', `/economy/${last}`],
      ...[`/use/${last}`, `/exports?month=${last}`, '/economy/prices', '/economy/assets', '/economy/years'],
      ...['/economy/what-if', '/economy/funders', '/books', '/invoices', '/invoices/NONE-1', '/payments'],
      `/invoices/drafts/${last}`,
    ],
  ],
]

const STATES: Record<'waiting' | 'failed', { answer: (route: Route) => unknown; drawn: string }> = {
  // never answered: the request stays open until its tab is closed
  waiting: { answer: () => undefined, drawn: 'main .waiting:not([data-before])' },
  failed: {
    answer: route => route.fulfill({ status: 500, body: '' }),
    drawn: 'main .notice[role=alert]:not([data-before]) button',
  },
}

describe.skipIf(!hasChromium)('a page without its answers', () => {
  let stage: RealStage
  beforeAll(async () => {
    stage = await raiseRealStage()
  })
  afterAll(() => stage?.close())

  const wrongIn = async (state: keyof typeof STATES, role: Role, paths: string[]): Promise<string[]> => {
    const { answer, drawn } = STATES[state]
    const page = await stage.open('/me/nothing', role)
    page.setDefaultTimeout(PATIENT_ms)
    await page.locator('main h1').waitFor()
    await page.route(ASKED, answer)
    const wrong: string[] = []
    for (const path of paths) {
      await follow(page, path)
      await page.locator(drawn).first().waitFor()
      await page.waitForFunction(() => document.activeElement?.id === 'content', null, { timeout: PATIENT_ms })
      wrong.push(...(await wrongWith(page)).map(what => `${role} ${path}, ${state}: ${what}`))
    }
    // What is on its way through the route would end with the page, as an error that nobody awaits
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.close()
    return wrong
  }

  test.concurrent.each(['waiting', 'failed'] as const)(
    '%s, is sound all the same',
    { timeout: 5 * PATIENT_ms },
    async state => {
      const wrong: string[] = []
      for (const [role, paths] of pagesOf(stage)) wrong.push(...(await wrongIn(state, role, paths)))
      expect(wrong).toEqual([])
    },
  )
})

/** The router takes any link of this origin. What the page before drew is marked: it must not be taken for what was asked for. */
const follow = (page: Page, path: string): Promise<void> =>
  page.evaluate(href => {
    for (const old of document.querySelectorAll('main *')) old.setAttribute('data-before', '')
    const link = document.createElement('a')
    link.href = href
    document.body.append(link)
    link.click()
    link.remove()
  }, path)

async function wrongWith(page: Page): Promise<string[]> {
  const wrong = await axeOn(page)
  const over_px = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (over_px > 0) wrong.push(`${over_px} px too wide`)
  // What a page is about is told after it was drawn: by the page to what stands around it, and by that to the tab
  const said = `a title of its own of ${page.url()}`
  await poll(said, async () => (await page.title()).split(' · ').length >= 3, PATIENT_ms)
  if (await page.locator('.lost[data-shown=true]').count()) wrong.push('says that the link is lost')
  return wrong
}
