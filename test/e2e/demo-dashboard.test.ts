/** The whole of it, looked at: the real demonstration, its past month and its living workshop, in a real browser. */
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/contract/api.ts'
import { BROWSER, hasChromium, PATIENT_MS } from '#test/support/dashboard-browser.ts'
import { type Demo, startDemo } from '#test/support/demo.ts'
import { axeInBoth, SHIFT_MAX } from '#test/support/look.ts'
import { shiftOf, watchShifts } from '#test/support/shifts.ts'

/** What is written on the page, in cents: `2 410,90 €` → 241090. */
const centsOf = (text: string): number => Number(text.replace(/[^\d,-]/g, '').replace(',', ''))

function lastMonth(): string {
  const here = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', year: 'numeric', month: '2-digit' })
  const [year = 0, month = 1] = here.format(Date.now()).split('-').map(Number)
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7)
}

describe.skipIf(!hasChromium)('the demonstration on screen', () => {
  let demo: Demo
  let browser: Browser
  /** What the browser complained of, on any page: scripts that failed, rules of the policy that were broken. */
  const complaints: string[] = []

  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), chromium.launch(BROWSER)])
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.end()
  })

  const open = async (path: string, role: Role): Promise<Page> => {
    const context = await browser.newContext({ locale: 'fr-FR', colorScheme: 'light', reducedMotion: 'reduce' })
    context.setDefaultTimeout(PATIENT_MS)
    const data = { email: `${role}@gouttes-d-or.example`, password: demo.password }
    expect((await context.request.post(`${demo.url}/api/v1/login`, { data })).status()).toBe(200)
    const page = await context.newPage()
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${path}: ${message.text()}`)
    })
    page.on('pageerror', error => complaints.push(`${path}: ${error.message}`))
    await page.addInitScript(watchShifts)
    await page.goto(demo.url + path)
    return page
  }
  const standings = (page: Page) =>
    page
      .locator('.plan-tag')
      .evaluateAll(nodes => nodes.map(node => `${node.querySelector('h3')?.textContent} ${node.dataset.standing}`))

  test('a person signs in and sees machines change state, each in its place', async () => {
    const page = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
    page.setDefaultTimeout(PATIENT_MS)
    await page.goto(demo.url)
    await page.locator('#email').fill('manager@gouttes-d-or.example')
    await page.locator('#password').fill(demo.password)
    await page.keyboard.press('Enter')
    await page.locator('.plan-tag').first().waitFor()
    const before = await standings(page)
    await expect.poll(() => standings(page), { interval: 250 }).not.toEqual(before)
    const names = (list: string[]) => list.map(each => each.slice(0, each.lastIndexOf(' ')))
    expect(names(await standings(page))).toEqual(names(before))
    await page.context().close()
  })

  test('last month’s statement: names, and cents that add up as they are shown', async () => {
    const page = await open(`/periods/${lastMonth()}`, 'treasurer')
    // the past month arrives while we look: the statement is whole when all of its members are in it
    const told = async () => {
      await page.reload()
      await page.locator('.share, .statement .notice').first().waitFor()
      // the order's share comes with its first session, members' equal ones are there before any
      return (await page.locator('[aria-labelledby="orders"] .share').count()) > 0 ? page.locator('.share').count() : 0
    }
    await expect.poll(told, { interval: 500 }).toBeGreaterThan(5)
    await page.locator('.exact').waitFor()
    const cents = async (selector: string) => (await page.locator(selector).allInnerTexts()).map(centsOf)
    const sum = (list: number[]) => list.reduce((a, b) => a + b, 0)
    const terms = await cents('.equation b')
    const shared = terms.pop() ?? 0
    expect(sum(terms)).toBe(shared)
    // an order is told apart from what the cooperative bears
    expect(terms.length).toBe(3)
    const [members = 0, orders = 0] = terms
    expect(sum(await cents('[aria-labelledby="shares"] .share-total'))).toBe(members)
    expect(sum(await cents('[aria-labelledby="orders"] .share-total'))).toBe(orders)
    expect(sum(await cents('.pools td:last-child'))).toBe(shared)
    expect(shared).toBeGreaterThan(100_000)
    expect(await page.locator('.share-name').first().innerText()).toMatch(/^\p{Lu}\p{L}+ \p{Lu}/u)
    // who used nothing has shares of charges that go by no session
    const worked = page.locator('.line').filter({ has: page.locator('summary small:not(:empty)') })
    const member = page.locator('.share').filter({ has: worked }).first()
    await member.locator('> summary').click()
    await member.locator(worked).first().locator('> summary').click()
    await page.locator('.sessions .link').first().click()
    await page.locator('.frames summary').first().click()
    expect(await page.locator('.frames summary').count()).toBeGreaterThan(2)
    await page.context().close()
  })

  test('a machine of the past month has its curve, its thread and its sessions', async () => {
    const page = await open('/', 'manager')
    const { items } = (await (
      await page.request.get(`${demo.url}/api/v1/sessions?machine=juki-1&limit=200`)
    ).json()) as {
      items: { start: string }[]
    }
    const past = items.find(session => session.start.startsWith(lastMonth()))
    expect(past).toBeDefined()
    await page.goto(`${demo.url}/machines/juki-1?day=${past?.start.slice(0, 10)}`)
    await page.locator('.ribbon > rect').first().waitFor()
    await page.locator('.sessions tbody tr').first().waitFor()
    await expect.poll(() => inkOf(page)).toBeGreaterThan(200)
    await page.context().close()
  })

  test('what an animateur locks, others see at once, and again when it is released', async () => {
    const [wall, machine] = [await open('/kiosk', 'manager'), await open('/machines/presse-1', 'animateur')]
    await machine.getByRole('button', { name: 'Mettre hors service' }).click()
    await machine.getByLabel('Raison').fill('Plateau trop chaud')
    await machine.getByRole('dialog').getByRole('button', { name: 'Mettre hors service' }).click()
    await wall.locator('.attention li[data-kind=lock]').filter({ hasText: 'Plateau trop chaud' }).waitFor()
    await machine.getByRole('button', { name: 'Remettre en service' }).click()
    await machine.getByRole('dialog').getByRole('button', { name: 'Remettre en service' }).click()
    await wall.locator('.attention li[data-kind=lock]').waitFor({ state: 'detached' })
    await Promise.all([wall.context().close(), machine.context().close()])
  })

  test('a member sees her own, and nobody else’s name', async () => {
    const page = await open(`/me?month=${lastMonth()}`, 'member')
    await page.locator('.so-far-total').waitFor()
    await page.goto(`${demo.url}/`)
    await page.getByLabel('Vue').selectOption('grid')
    await page.locator('.swatch').first().waitFor()
    const names = await page.locator('.swatch-who').allInnerTexts()
    expect(names.filter(name => !/Libre|Occupé|Awa Diarra/.test(name))).toEqual([])
    await page.context().close()
  })

  test('each page is clean to axe in both themes, and keeps still', async () => {
    const scenes: [path: string, role: Role, ready: string][] = [
      ['/', 'manager', '.plan-tag'],
      ['/kiosk', 'manager', '.swatch .spark-thread'],
      ['/machines/juki-1', 'animateur', '.ribbon'],
      [`/periods/${lastMonth()}`, 'treasurer', '.share'],
      [`/me?month=${lastMonth()}`, 'member', '.so-far-total'],
    ]
    const look = async ([path, role, ready]: (typeof scenes)[number]) => {
      const page = await open(path, role)
      await page.locator(ready).first().waitFor()
      const found = await axeInBoth(page)
      const { moved, what } = await shiftOf(page)
      await page.context().close()
      expect(found, path).toEqual([])
      expect(moved, `${path}: ${what}`).toBeLessThan(SHIFT_MAX)
    }
    await Promise.all(scenes.map(look))
  })

  test('and no browser had anything to complain of', () => {
    expect(complaints).toEqual([])
  })
})

/** Drawn pixels of the curve's canvas in the thread's own colour: more than axes leave. */
const inkOf = (page: Page): Promise<number> =>
  page.locator('.chart canvas').evaluate(node => {
    const canvas = node as HTMLCanvasElement
    const probe = document.createElement('i')
    probe.style.color = 'var(--thread)'
    canvas.after(probe)
    const [red = 0, green = 0, blue = 0] = getComputedStyle(probe).color.match(/\d+/g)?.map(Number) ?? []
    probe.remove()
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    let ink = 0
    for (let i = 0; i < data.length; i += 4) {
      const far =
        Math.abs((data[i] ?? 0) - red) + Math.abs((data[i + 1] ?? 0) - green) + Math.abs((data[i + 2] ?? 0) - blue)
      if (far < 60 && (data[i + 3] ?? 0) > 128) ink++
    }
    return ink
  })
