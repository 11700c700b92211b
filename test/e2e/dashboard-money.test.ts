/** From the month's sum down to the message it rests on. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, raiseStage, type Stage } from '#test/support/dashboard-browser.ts'
import { preview } from '#test/support/mock-workshop.ts'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
const centsOf = (text: string): number => Number(text.replace(/[^\d-]/g, ''))

describe.skipIf(!hasChromium)('the statement', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
  })
  afterAll(() => stage.close())

  test('members and cooperative make the pools, as the screen writes them', async () => {
    const page = await stage.open('/periods/2026-11', 'treasurer')
    await page.locator('.equation').waitFor()
    const [members = 0, cooperative = 0, total = 0] = (await page.locator('.equation b').allInnerTexts()).map(centsOf)
    const truth = preview('2026-11', stage.mock.world.sessions)
    expect(members + cooperative).toBe(total)
    expect(total).toBe(truth.pools.reduce((sum, pool) => sum + pool.shared_cents, 0))
    const shares = (await page.locator('.share-total').allInnerTexts()).map(centsOf)
    expect(shares.reduce((a, b) => a + b, 0)).toBe(members)
    expect(await page.locator('.exact').textContent()).toContain('au centime')
    await page.context().close()
  })

  test('a line opens its sessions, a session its evidence, in plain French', async () => {
    const page = await stage.open('/periods/2026-11', 'treasurer')
    await page.locator('.share > summary', { hasText: 'Awa Diallo' }).click()
    await page.locator('.share[open] .line > summary', { hasText: 'Loyer' }).click()
    const button = page.locator('.share[open] .sessions .link').first()
    await button.click()
    const drawer = page.getByRole('dialog', { name: 'Preuve de la session' })
    await drawer.getByText('Comment ce temps est connu').waitFor()
    expect(await drawer.locator('.frames li').count()).toBeGreaterThan(5)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(await button.evaluate(node => node === document.activeElement)).toBe(true)
    await page.context().close()
  })

  test('a failed answer says so and can be asked again', async () => {
    stage.mock.breakPath('/preview')
    const page = await stage.open('/periods/2026-11', 'treasurer')
    await page.getByRole('alert').filter({ hasText: 'erreur (500)' }).waitFor()
    stage.mock.breakPath(null)
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await page.locator('.equation').waitFor()
    await page.context().close()
  })

  test('the month is chosen by arrow and by list, and is in the address', async () => {
    const page = await stage.open('/periods', 'treasurer')
    await page.waitForURL('**/periods/2026-11')
    await page.getByRole('link', { name: 'Mois précédent' }).click()
    await page.waitForURL('**/periods/2026-10')
    await page.getByLabel('Période').selectOption('2026-11')
    await page.waitForURL('**/periods/2026-11')
    await page.context().close()
  })

  test('a member sees their own month', async () => {
    const page = await stage.open('/me', 'member', { viewport: { width: 390, height: 844 } })
    const total = page.locator('.so-far-total')
    await total.waitFor()
    const truth = preview('2026-11', stage.mock.world.sessions).members.find(member => member.id === 'awa')
    expect(centsOf((await total.textContent()) ?? '')).toBe(truth?.total_cents)
    expect(plain((await page.locator('.so-far-use').textContent()) ?? '')).toMatch(
      /^\d+ h \d\d de marche · \d+ sessions$/,
    )
    await page.context().close()
  })

  test('the day’s curve zooms by keyboard and asks for finer samples', async () => {
    const page = await stage.open('/machines/juki-1?day=2026-11-19', 'manager')
    await page.locator('.chart canvas').waitFor()
    const finer = page.waitForRequest(request => {
      const { pathname, searchParams } = new URL(request.url())
      const span_ms = Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '')
      return pathname.endsWith('/juki-1/power') && span_ms > 900_000 && span_ms < 8 * 3_600_000
    })
    const closer = page.getByRole('button', { name: 'Rapprocher' })
    await closer.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await finer
    await page.context().close()
  })
})
