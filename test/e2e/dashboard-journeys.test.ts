/**
 * Four people from signing in to what they came for, as a new user would walk it, over the real server: each in both languages, at
 * three widths, in both lights, one of them by keyboard alone. The fifth, the first start, has a server of its own (dashboard-first-start).
 */
import type { APIResponse, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium } from '#test/support/dashboard-browser.ts'
import { type RealStage, raiseRealStage } from '#test/support/dashboard-real.ts'
import { attemptsOf, type IdOf, type OpenApi } from '#test/support/hostile.ts'
import { hasRun } from '#test/support/look.ts'
import { poll } from '#test/support/poll.ts'
import { HOSTILE } from '#test/support/small-atelier.ts'
import { viewportOf, WAYS, type Walk, walkOf } from '#test/support/walk.ts'
import * as people from '../../dashboard/pages/people/texts.ts'
import * as periods from '../../dashboard/pages/periods/texts.ts'

/** For a machine that eight others share. */
const PATIENT_ms = 90_000
/** One for each way: what somebody locked in one walk must not be in the way of the next. */
const MACHINES = ['juki-1', 'presse-1', 'traceur'] as const

/** Whose page or act it is, where a route's path asks: people and things of small-atelier.ts, by the first that fits. */
const IDS: readonly [of: RegExp, ids: readonly string[]][] = [
  // one for each text: a machine is locked once, and a fault of it reported once
  [/machines.*\/(lockout|report)$/, ['juki-1', 'presse-1']],
  [/machines.*\/care$/, ['presse-1']],
  [/machines/, ['juki-1']],
  [/members/, ['awa']],
  [/organisations/, ['colibri']],
  [/pools/, ['salon']],
  [/orders/, ['cmd-2']],
  [/issuers/, ['asso']],
]

/** What is there only once the server runs: an account nobody signs in with again, a fault, the member's own sessions. */
async function idsOf(asked: { manager: Page; member: Page }, { url, last }: RealStage): Promise<IdOf> {
  const api = `${url}/api/v1`
  const json = async (answer: Promise<APIResponse>) => (await answer).json()
  const users = await json(asked.manager.request.get(`${api}/users`))
  const kiosk = users.items.find((user: { role: string }) => user.role === 'kiosk').id
  const { faults } = await json(
    asked.manager.request.post(`${api}/machines/traceur/report`, { data: { what: 'Bruit' } }),
  )
  const sessions = await json(asked.member.request.get(`${api}/me/sessions?limit=20`))
  const known = [
    ...[[/users/, [kiosk]] as const, [/faults/, [String(faults[0].id)]] as const],
    [/me\/sessions/, sessions.items.map(({ id }: { id: string }) => id)] as const,
    ...[...IDS, [/period/, [last]] as const, [/./, ['essai']] as const],
  ]
  return (path, turn) => {
    const ids = known.find(([of]) => of.test(path))?.[1] ?? []
    return ids[turn] ?? ids[0] ?? 'essai'
  }
}
/** Of some hundred attempts; the others need an invoice, a bank's file or a mail server (invoices.test.ts has those). */
const STORED_MIN = 50
/** Where what was typed comes to stand. */
const SHOWN = [
  ...[
    '/',
    '/machines/juki-1',
    '/morning',
    '/members',
    '/members/awa',
    '/organisations',
    '/closures',
    '/events',
    '/care',
  ],
  ...['/orders', '/sales', '/economy/prices', '/economy/assets', '/settings', '/reservations', '/use', '/invoices'],
  ...['/accounts', '/machines/presse-1', '/months', '/books'],
]

type Journey = (walk: Walk, stage: RealStage, nth: number) => Promise<void>

/** Her month and what it rests on; a session that is not right; tomorrow's machine. */
const artisan: Journey = async ({ page, say, ...walk }, stage, nth) => {
  await walk.signIn('member')
  await page.locator('.swatch').first().waitFor()
  expect(await page.getByText('Bilal Exemple').count()).toBe(0)
  await walk.check('wall')
  await walk.go('nav.my-month')
  await page.getByRole('heading', { level: 1, name: say('me.title') }).waitFor()
  await page.goto(`${stage.url}/me?month=${stage.last}`)
  await page.locator('.so-far-total').waitFor()
  await walk.check('month')
  await page.goBack()
  await poll('the way back', () => new URL(page.url()).search === '', PATIENT_ms)
  await page.goForward()
  await page.locator('.so-far-total').waitFor()
  const contest = walk.button(say('mine.contest', {}, periods))
  await walk.press(contest)
  await walk.dialog().waitFor()
  await walk.check('contest')
  await page.keyboard.press('Escape')
  await walk.dialog().waitFor({ state: 'detached' })
  expect(await contest.evaluate(node => node === document.activeElement)).toBe(true)

  const day = new Date(Date.parse(stage.today) + (5 + nth) * 86_400_000).toISOString().slice(0, 10)
  await page.goto(`${stage.url}/reservations?day=${day}`)
  const row = page.locator('.book-list > li', { hasText: 'Traceur' })
  await walk.press(walk.button(say('book.do', {}, people), row))
  await walk.check('book')
  await walk.press(walk.button(say('book.do', {}, people), walk.dialog()))
  await row.getByText(say('book.mine', {}, people), { exact: true }).waitFor()
  await walk.check('booked')
}

/** A machine that must not be started: locked beside it, seen on the wall, given back. */
const animateur: Journey = async ({ page, say, ...walk }, stage, nth) => {
  const [id, why] = [MACHINES[nth] ?? 'traceur', `Courroie ${nth} ${HOSTILE}`]
  await walk.signIn('animateur')
  await page.locator('.swatch').first().waitFor()
  await walk.go('nav.morning', 'nav.floor')
  await page.locator('.morning li').first().waitFor()
  await walk.check('morning')
  await page.goto(`${stage.url}/machines/${id}`)
  await walk.press(walk.button(say('machine.lockout')))
  await walk.dialog().waitFor()
  await walk.press(walk.button(say('machine.lockout'), walk.dialog()))
  await walk.dialog().getByText(say('machine.why-missing')).waitFor()
  await walk.check('lockout')
  await walk.dialog().getByLabel(say('machine.why'), { exact: true }).fill(why)
  await walk.press(walk.button(say('machine.lockout'), walk.dialog()))
  await walk.dialog().waitFor({ state: 'detached' })
  await page.locator('.trouble[data-kind=lock]').waitFor()
  await walk.check('machine')
  await walk.go('nav.wall', 'nav.floor')
  const swatch = page.locator(`.swatch:has(a[href="/machines/${id}"])`)
  await swatch.and(page.locator('[data-standing=locked]')).waitFor()
  await walk.check('wall')
  await walk.press(swatch.getByRole('link').first())
  await walk.press(walk.button(say('machine.release')))
  await walk.press(walk.button(say('machine.release'), walk.dialog()))
  await walk.dialog().waitFor({ state: 'detached' })
  await walk.button(say('machine.lockout')).waitFor()
}

/** Somebody new at the door: a name, a page of their own, found again. */
const manager: Journey = async ({ page, say, ...walk }, _stage, nth) => {
  const name = `Maud ${'ABC'[nth]} ${HOSTILE}`
  await walk.signIn('manager')
  await page.locator('.swatch').first().waitFor()
  await walk.go('nav.people', 'nav.persons')
  await page.locator('.people-list li').first().waitFor()
  const search = page.getByLabel(say('list.search', {}, people))
  await search.fill('zzzz')
  await page.getByText(say('list.none-so', {}, people), { exact: true }).waitFor()
  await walk.check('nobody')
  await walk.press(walk.button(say('list.add', {}, people)))
  await walk
    .dialog()
    .getByLabel(say('add.name', {}, people))
    .fill(name)
  await walk.check('add')
  await walk.press(walk.button(say('add.save', {}, people), walk.dialog()))
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await walk.check('member')
  await walk.go('nav.people', 'nav.persons')
  await search.fill(`maud ${'abc'[nth]}`)
  await poll('the one found', async () => (await page.locator('.people-list > li').count()) === 1, PATIENT_ms)
  await walk.press(page.locator('.people-list > li a').first())
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/**
 * What the month waits for, as the first of three treasurers at once finds it: each decides another one. Of two who decide the same
 * the second is refused.
 */
let waiting: Promise<string[]> | undefined

/** What a month waits for, decided with its reason; and the month before it, to the cent. */
const treasurer: Journey = async ({ page, say, ...walk }, stage, nth) => {
  await walk.signIn('treasurer')
  await page.locator('.swatch').first().waitFor()
  await walk.go('nav.months', 'nav.money')
  await page.locator('.period-list').waitFor()
  await walk.check('months')
  await page.goto(`${stage.url}/periods/${stage.last}/settle`)
  const blocking = page.locator('.settle-item[data-blocks=true]')
  await blocking.first().waitFor()
  waiting ??= blocking.evaluateAll(items => items.map(item => item.dataset.item ?? ''))
  const mine = blocking.and(page.locator(`[data-item="${(await waiting)[nth]}"]`))
  await walk.check('queue')
  await walk.press(walk.button(say('settle.one', {}, periods), mine))
  await walk
    .dialog()
    .getByLabel(say('decide.reason', {}, periods), { exact: true })
    .fill(`Elle répétait ${HOSTILE}`)
  await walk.check('decide')
  await walk.press(walk.button(say('decide.do', {}, periods), walk.dialog()))
  await walk.dialog().waitFor({ state: 'detached' })
  await mine.waitFor({ state: 'detached' })
  await page.goto(`${stage.url}/periods/${stage.closed}`)
  await page.locator('.exact').waitFor()
  await walk.check('statement')
  await page.goto(`${stage.url}/periods/1999-13`)
  await page.getByRole('heading', { level: 1, name: say('app.not-found') }).waitFor()
  await walk.check('nowhere')
}

describe.skipIf(!hasChromium)('from signing in to what one came for', () => {
  let stage: RealStage
  beforeAll(async () => {
    stage = await raiseRealStage()
  })
  afterAll(() => stage?.close())

  // axe once for each journey and in each way: it takes as long as the walk, and dashboard-people-money has it on every page in both lights
  const walks = Object.entries({ artisan, animateur, manager, treasurer }).flatMap(([name, journey], which) =>
    WAYS.map((way, nth) => ({ name, journey, nth, axe: nth === which % WAYS.length, ...way })),
  )
  test.concurrent.each(walks)('the $name, $language, $width px, $light', { timeout: 5 * PATIENT_ms }, async walked => {
    const { name, journey, nth, axe, ...way } = walked
    const page = await stage.visit({ viewport: viewportOf(way.width), colorScheme: way.light })
    page.setDefaultTimeout(PATIENT_ms)
    const walk = walkOf(page, name, { ...way, axe })
    await journey(walk, stage, nth)
    await walk.leave()
    expect(walk.wrong).toEqual([])
  })

  test('the light follows the system until one is chosen, which is there at the next visit', async () => {
    const page = await stage.visit({ colorScheme: 'dark' })
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    await page.locator('#email').waitFor()
    const dark = await ground()
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await ground()
    expect(light).not.toBe(dark)
    await page.getByLabel('Sombre').check()
    expect(await ground()).toBe(dark)
    await page.reload()
    await page.locator('#email').waitFor()
    expect(await ground()).toBe(dark)
    const beside = await page.context().newPage()
    await beside.goto(stage.url)
    await beside.getByLabel('English').check()
    await beside.getByLabel('Automatic').check()
    // what one tab chose the other shows
    await page.getByLabel('Automatic', { exact: true }).waitFor()
    await expect.poll(ground, { timeout: PATIENT_ms }).toBe(light)
    await page.context().close()
  })

  test('what anybody may type on any writing route runs nowhere and widens no phone', {
    timeout: 5 * PATIENT_ms,
  }, async () => {
    const page = await stage.open('/', 'manager')
    const api = (await (await page.request.get(`${stage.url}/api/openapi.json`)).json()) as OpenApi
    const member = await stage.open('/', 'member')
    const idOf = await idsOf({ manager: page, member }, stage)
    const answers: string[] = []
    for (const { method, path, body, fields } of attemptsOf(api, idOf, stage.today)) {
      const answer = await (path.includes('/me/') ? member : page).request.fetch(stage.url + path, {
        method,
        data: body,
      })
      answers.push(`${answer.status()} ${method} ${path} ${fields.join(' ')}`)
    }
    expect(answers.filter(each => each.startsWith('5'))).toEqual([])
    expect(answers.filter(each => each.startsWith('2')).length, answers.join('\n')).toBeGreaterThanOrEqual(STORED_MIN)
    page.on('dialog', () => answers.push('a dialog'))
    const wrong: string[] = []
    for (const path of [...SHOWN, `/periods/${stage.last}`, `/economy/${stage.last}`]) {
      await page.goto(stage.url + path)
      await page.locator('main h1').first().waitFor({ timeout: PATIENT_ms })
      await page.waitForLoadState('networkidle')
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (over > 0) wrong.push(`${path}: ${over} px too wide`)
      if ((await hasRun(page)) || answers.includes('a dialog')) wrong.push(`${path}: ran`)
    }
    expect(wrong).toEqual([])
    await page.close()
  })

  test('and no browser had anything to complain of', () => {
    // A browser notes every refused answer; "nobody is signed in" is the first thing it hears.
    expect(stage.complaints.filter(each => !/status of 401/.test(each))).toEqual([])
  })
})
