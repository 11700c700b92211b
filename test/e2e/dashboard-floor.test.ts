/** What a person does on the floor: signs in, watches, loses the link, locks a machine. By keyboard alone. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, raiseStage, type Stage } from '#test/support/dashboard-browser.ts'
import { MOCK_PASSWORD } from '#test/support/mock-api.ts'
import { shiftOf, watchShifts } from '#test/support/shifts.ts'

describe.skipIf(!hasChromium)('the floor', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await raiseStage()
  })
  afterAll(() => stage.close())

  const swatch = (page: Page, name: string) => page.locator('.swatch').filter({ hasText: name })
  const see = (page: Page, selector: string, text: string) =>
    page.locator(selector).filter({ hasText: text }).first().waitFor()
  /** The field has the focus, is called wrong, and is described by what to write instead. */
  const refusedAt = async (page: Page, name: string, text: string): Promise<void> => {
    const field = page.locator(`:focus[aria-invalid=true][name="${name}"]`)
    await field.waitFor()
    const [id] = (await field.getAttribute('aria-describedby'))?.split(' ') ?? []
    await see(page, `[id="${id}"]`, text)
  }
  /** Tabs to what has this name, as a person without a mouse would. */
  const tabTo = async (page: Page, name: RegExp): Promise<void> => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => {
        const element = document.activeElement
        return `${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`
      })
      if (name.test(focused)) return
    }
    throw new Error(`Tab never reached ${name}`)
  }

  test('signing in by keyboard: a wrong password is told plainly, the right one opens the wall', async () => {
    const page = await stage.open('/', null)
    await page.locator('#email').focus()
    await page.keyboard.type('manager@gouttes-d-or.test')
    await page.keyboard.press('Tab')
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await refusedAt(page, 'password', 'ne correspond pas')
    // what was written is marked, to be written over
    await page.waitForFunction(() => {
      const { selectionStart, selectionEnd } = document.activeElement as HTMLInputElement
      return selectionStart === 0 && selectionEnd === 'wrong'.length
    })
    await page.keyboard.type(MOCK_PASSWORD)
    await page.keyboard.press('Enter')
    await see(page, '.wall h1', '3 postes en marche')
    await page.context().close()
  })

  test('an empty form asks for what is missing and moves there', async () => {
    const page = await stage.open('/', null)
    await page.getByRole('button', { name: 'Entrer' }).click()
    await refusedAt(page, 'email', 'Remplissez ce champ')
    await page.context().close()
  })

  test('a change arrives without being asked for, on the swatch and in the sentence above', async () => {
    const page = await stage.open('/', 'manager')
    await swatch(page, 'Imprimante DTG').filter({ hasText: 'à l’arrêt' }).waitFor()
    stage.mock.changeMachine('dtg', { state: 'running', power_W: 250 })
    await see(page, '.wall h1', '4 postes en marche')
    await page.context().close()
  })

  test('a lost link is told, greys the floor and dates it; it heals by itself', async () => {
    const page = await stage.open('/', 'manager')
    await swatch(page, 'Juki DDL-9000C').filter({ hasText: 'depuis' }).waitFor()
    stage.mock.cutLive()
    await see(page, '.lost', 'Liaison interrompue')
    await swatch(page, 'Juki DDL-9000C').filter({ hasText: 'état d’il y a' }).waitFor()
    expect(await swatch(page, 'Juki DDL-9000C').evaluate(node => getComputedStyle(node).filter)).toContain('grayscale')
    stage.mock.restoreLive()
    await swatch(page, 'Juki DDL-9000C').filter({ hasText: 'depuis' }).waitFor()
    await page.context().close()
  })

  test('a fault is taken on, then closed with what was done; the list empties of it', async () => {
    const page = await stage.open('/', 'manager')
    await page.getByRole('button', { name: 'Prendre en charge, Brodeuse Tajima' }).click()
    await page.getByRole('button', { name: 'Clore la panne, Brodeuse Tajima' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Clore la panne' }).click()
    await refusedAt(page, 'words', 'Dites en quelques mots')
    await page.getByLabel('Ce qui a été fait').fill('Aiguille changée')
    await page.getByRole('dialog').getByRole('button', { name: 'Clore la panne' }).click()
    await page.locator('.attention li[data-kind=fault]').waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('a lockout by keyboard says that it replaces no padlock, and shows on the wall with its reason', async () => {
    const page = await stage.open('/machines/presse', 'animateur')
    await page.locator('.machine h1').waitFor()
    await tabTo(page, /^ ?Mettre hors service/)
    await page.keyboard.press('Enter')
    await see(page, 'dialog .safety', 'ne remplace pas le débranchement et le cadenas')
    await page.getByLabel('Raison').focus()
    await page.keyboard.type('Plateau trop chaud')
    await tabTo(page, /^ ?Mettre hors service$/)
    await page.keyboard.press('Enter')
    await see(page, '.trouble[data-kind=lock]', 'Plateau trop chaud')
    await page.goto(`${stage.mock.url}/`)
    await see(page, '.attention li[data-kind=lock]', 'Plateau trop chaud')
    await page.context().close()
  })

  test('what leaves the list while the plan is on its way makes room as news, and nothing else moves', async () => {
    const page = await stage.open('/', 'manager')
    await page.context().addInitScript(watchShifts)
    await page.setViewportSize({ width: 1280, height: 1_000 })
    await page.getByLabel('Vue').selectOption('plan')
    const { promise: comes, resolve: come } = Promise.withResolvers<void>()
    await page.route(/\/plan-(?!edit|floor)[^/]*\.js/, route => comes.then(() => route.continue()))
    await page.reload()
    await see(page, '.attention li', 'Scie')
    stage.mock.changeMachine('scie', { lock: null })
    await page.locator('html[data-moved]').waitFor({ state: 'attached' })
    expect(await page.locator('.swatch, .plan-tag').count()).toBe(0)
    come()
    await page.locator('.plan-tag').first().waitFor()
    expect((await shiftOf(page)).what).toBe('')
    await page.context().close()
  })

  test('Escape closes a dialog and gives the focus back', async () => {
    const page = await stage.open('/machines/juki-2', 'manager')
    const button = page.getByRole('button', { name: 'Mettre hors service' })
    await button.click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await button.evaluate(node => node === document.activeElement)).toBe(true)
    await page.context().close()
  })

  test('a kiosk has the wall, and neither names nor ways elsewhere', async () => {
    const page = await stage.open('/kiosk', 'kiosk')
    await page.locator('.swatch').first().waitFor()
    expect(await page.locator('nav, header.header, .swatch a, .attention button, .stream').count()).toBe(0)
    const text = await page.locator('body').textContent()
    for (const name of ['Awa', 'Noor', 'Camille', 'Inès', 'Thanh', 'Léa']) expect(text).not.toContain(name)
    await page.context().close()
  })

  test('a member is not shown the way to statements, and the address refuses', async () => {
    const page = await stage.open('/periods/2026-11', 'member')
    await see(page, '.notice', 'Votre rôle ne donne pas accès')
    expect(await page.locator('.header nav a').allInnerTexts()).toEqual([
      'En direct',
      'Réserver',
      'Mon mois',
      'Mes accès',
    ])
    await page.context().close()
  })

  test('light and language are remembered', async () => {
    const page = await stage.open('/', 'manager')
    await page.getByRole('button', { name: 'Réglages' }).click()
    await page.getByRole('radio', { name: 'Sombre' }).check()
    await page.getByRole('radio', { name: 'English' }).check()
    await see(page, '.wall h1', 'running')
    await page.reload()
    await see(page, '.wall h1', 'running')
    const root = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])
    expect(root).toEqual(['en', 'dark'])
    await page.context().close()
  })

  test('the filter shows one state, and the order by name is kept', async () => {
    const page = await stage.open('/', 'manager')
    await page.getByRole('radio', { name: /en marche/ }).check()
    const states = await page
      .locator('.swatch')
      .evaluateAll(nodes => nodes.map(node => node.getAttribute('data-standing')))
    expect(new Set(states)).toEqual(new Set(['running']))
    await page.getByRole('radio', { name: 'Tous' }).check()
    await page.getByLabel('Ranger').selectOption('name')
    await page.reload()
    await page.locator('.swatch').first().waitFor()
    const names = await page.locator('.swatch h3').allInnerTexts()
    expect(names).toEqual([...names].sort(new Intl.Collator('fr', { numeric: true }).compare))
    await page.context().close()
  })
})

describe.skipIf(!hasChromium)('an atelier without machines', () => {
  test('says what will appear there', async () => {
    const stage = await raiseStage({ empty: true })
    try {
      const page = await stage.open('/', 'manager')
      await page.getByText('Aucun poste n’est encore relié').waitFor()
    } finally {
      await stage.close()
    }
  })
})
