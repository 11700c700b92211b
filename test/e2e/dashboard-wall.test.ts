/** The wall over the real server: the plan is drawn at one screen and seen at another; a wall screen lives by its link alone. */
import { chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER, hasChromium, PATIENT_MS } from '#test/support/dashboard-browser.ts'
import { type RealStage, raiseRealStage } from '#test/support/dashboard-real.ts'
import { axeInBoth } from '#test/support/look.ts'

const DESK = { width: 1_280, height: 1_600 }

describe.skipIf(!hasChromium)('the wall', () => {
  let stage: RealStage
  beforeAll(async () => {
    stage = await raiseRealStage()
  })
  afterAll(() => stage.close())

  const placeOf = (page: Page, name: string) =>
    page
      .locator('.plan .plan-tag')
      .filter({ hasText: name })
      .evaluate(tag => [(tag as HTMLElement).style.left, (tag as HTMLElement).style.top])

  /** A drawing that could hold scripts became a picture of points before it was sent. */
  const drawnBehind = async (page: Page): Promise<void> => {
    const picture = page.locator('.plan-picture img')
    await picture.waitFor()
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.plan-picture img')?.naturalWidth === 60)
  }

  test('a plan is drawn by figures, keys and pointer, undone, and is there for every screen', async () => {
    const page = await stage.open('/', 'animateur', DESK)
    await page.getByLabel('Vue').selectOption('plan')
    await page.getByRole('button', { name: 'Placer les postes' }).click()
    await page.locator('.plan-tray .plan-drag').nth(1).waitFor()
    const [first, second] = await page.locator('.plan-tray .plan-drag button').allInnerTexts()
    if (first === undefined || second === undefined) throw new Error('two machines wait beside the plan')
    const tag = (name: string) => page.locator('.plan-drag button').filter({ hasText: name })

    await tag(first).click()
    await page.getByRole('button', { name: 'Poser sur le plan' }).click()
    await page.getByLabel('Depuis la gauche').fill('20')
    await page.getByLabel('Depuis le haut').fill('30')
    await page.keyboard.press('Enter')
    await tag(first).focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.getByRole('status').filter({ hasText: '30 % depuis la gauche, 30 % depuis le haut' }).waitFor()
    await page.getByRole('button', { name: 'Défaire' }).click()
    await page.getByRole('status').filter({ hasText: '20 % depuis la gauche' }).waitFor()

    const floor = await page.locator('.plan').boundingBox()
    const taken = await tag(second).boundingBox()
    if (floor === null || taken === null) throw new Error('both are on the page')
    await page.mouse.move(taken.x + 5, taken.y + 5)
    await page.mouse.down()
    await page.mouse.move(floor.x + floor.width - taken.width + 5, floor.y + 5, { steps: 6 })
    await page.mouse.up()
    await page.getByRole('status').filter({ hasText: '100 % depuis la gauche, 0 % depuis le haut' }).waitFor()
    for (const form of await page.locator('.plan-form summary').all()) await form.click()
    await page.getByLabel('Choisir une image').setInputFiles({
      ...{ name: 'plan.svg', mimeType: 'image/svg+xml' },
      buffer: Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="35"><rect width="60" height="35"/></svg>',
      ),
    })
    await drawnBehind(page)
    await page.getByLabel('Gauche').last().fill('-4')
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: 'L’image est déplacée' }).waitFor()
    expect(await axeInBoth(page)).toEqual([])
    await page.getByRole('button', { name: 'Terminer' }).click()

    const other = await stage.open('/', 'treasurer', DESK)
    await other.locator('.plan .plan-tag').nth(1).waitFor()
    await expect.poll(() => placeOf(other, first)).toEqual(['20%', '30%'])
    await expect.poll(() => placeOf(other, second)).toEqual(['100%', '0%'])
    expect(await other.getByRole('button', { name: 'Placer les postes' }).count()).toBe(0)
    await drawnBehind(other)
    const left = () => other.locator('.plan-picture img').evaluate(img => (img as HTMLElement).style.left)
    await expect.poll(left).toBe('-4%')
    expect(stage.complaints).toEqual([])
  })

  test('a wall screen lives by its link, names nobody, and says so when the link was taken back', async () => {
    const page = await stage.open('/screens', 'manager', DESK)
    await page.getByRole('button', { name: 'Faire un lien' }).click()
    const link = await page.getByLabel('Lien de l’écran').inputValue()
    await page.getByRole('button', { name: /^Retirer l’accès, / }).waitFor()
    // what names would tell to whom is read before they are shown; this wall keeps to machines
    await page.getByRole('button', { name: 'Montrer les noms' }).click()
    const asked = page.getByRole('dialog')
    await asked.getByText('À qui').waitFor()
    expect(await axeInBoth(page)).toEqual([])
    await asked.getByRole('button', { name: 'Montrer les noms' }).click()
    await page.getByRole('status').filter({ hasText: 'Les noms sont montrés.' }).waitFor()
    await page.getByRole('button', { name: 'Ne plus montrer les noms' }).click()
    await page.getByRole('status').filter({ hasText: 'Les noms ne sont pas montrés.' }).waitFor()
    expect(await axeInBoth(page)).toEqual([])
    const browser = await chromium.launch(BROWSER)
    try {
      const screen = await browser.newPage({ locale: 'fr-FR', viewport: { width: 1_920, height: 1_080 } })
      screen.setDefaultTimeout(PATIENT_MS)
      await screen.goto(link)
      await screen.locator('.swatch').first().waitFor()
      expect(screen.url()).not.toContain('navette_')
      expect(await screen.locator('body').innerText()).not.toMatch(/Awa|Bilal|Chloé/)
      // what hangs behind the plan comes by the screen's own token
      await screen.goto(`${stage.url}/kiosk?view=plan`)
      await drawnBehind(screen)
      // the power comes back: the browser remembers the page, and the page its token
      await screen.goto(`${stage.url}/kiosk?view=grid`)
      await screen.locator('.swatch').first().waitFor()
      await page.getByRole('button', { name: /^Retirer l’accès, / }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Retirer l’accès' }).click()
      await page.getByText('Aucun écran pour l’instant').waitFor()
      await screen.goto(screen.url())
      await screen.getByText('Cet écran n’a plus d’accès').waitFor()
      expect(await screen.locator('.swatch').count()).toBe(0)
    } finally {
      await browser.close()
    }
  })
})
