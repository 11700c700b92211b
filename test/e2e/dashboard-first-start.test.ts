/** The first start as a new user walks it: the terminal's link, an account, an atelier, a first station that proves itself, the wall. */
import mqtt from 'mqtt'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeOn } from '#test/support/axe.ts'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { builtDashboard } from '#test/support/dashboard-build.ts'
import { type Navette, navette } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'

/** What runs out must not be the patience of a busy machine. */
const PATIENCE_MS = 30_000
const ATTACK = '<img src=x onerror="document.title=1">'

describe.skipIf(!hasChromium)('the first start in a browser', () => {
  let lab: Navette
  let browser: Browser
  let link: string
  beforeAll(async () => {
    lab = navette({ NAVETTE_DASHBOARD: builtDashboard() })
    const server = await lab.serve()
    link = await poll('the link on the terminal', () => /http:\S+\?code=\w+/.exec(server.log())?.[0])
    browser = await chromium.launch(BROWSER)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await lab.remove()
  })

  const open = async (width: number, colorScheme: 'light' | 'dark'): Promise<Page> => {
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width, height: 900 }, colorScheme })
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    return page
  }
  const clean = async (page: Page): Promise<void> => {
    expect(await axeOn(page)).toEqual([])
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(sideways).toBeLessThanOrEqual(0)
  }

  test('reads on a phone, in the dark, and offers the examples', async () => {
    const page = await open(360, 'dark')
    await page.goto(link)
    await page.getByRole('heading', { name: 'Premier démarrage' }).waitFor()
    await clean(page)
    await page.getByLabel('Un exemple, pour essayer').check()
    expect(await page.getByLabel('Lequel').locator('option').count()).toBeGreaterThan(10)
    await clean(page)
    await page.context().close()
  })

  test('makes the account and the atelier, brings a station, and ends on the wall', async () => {
    const page = await open(1280, 'light')
    await page.goto(link)
    await page.getByLabel('Votre nom').fill(ATTACK)
    await page.getByLabel('Adresse électronique').fill('aicha@example.org')
    await page.getByLabel('Mot de passe').fill('court')
    await page.getByLabel('Nom de l’atelier').fill('L’Atelier du Canal')
    await page.getByLabel('Nom du poste 1').fill(`Juki ${ATTACK}`)
    await page.getByLabel('Genre du poste 1').fill('piqueuse plate')
    await page.getByRole('button', { name: 'Ouvrir l’atelier' }).click()
    await page.getByText('trop court').waitFor()
    await clean(page)
    await page.getByLabel('Mot de passe').fill('fil-a-coudre-42')
    await page.getByRole('button', { name: 'Ouvrir l’atelier' }).click()

    await page.getByRole('heading', { level: 1, name: 'Brancher Juki' }).waitFor()
    await page.getByRole('button', { name: 'Créer le jeton' }).click()
    await page.getByText('Clé des badges').waitFor()
    await clean(page)
    const [address = '', principal = '', password = ''] = await page.locator('.pair-settings code').allTextContents()
    const [site, station] = principal.split('.')
    const client = await mqtt.connectAsync(`mqtt://${address}`, {
      ...{ clientId: principal, username: principal, password, reconnectPeriod: 0 },
    })
    let seq = 0
    const say = (type: string, up_ms: number, body: object) =>
      client.publishAsync(
        `navette/1/${site}/${station}/up/${type}`,
        JSON.stringify({ boot: 1, seq: seq++, up_ms, at_ms: null, ...body }),
        { qos: 1 },
      )
    await say('hello', 0, { fw: '1', model: 't', reader: true, meter: 'current', relay: true, list_version: null })
    await say('sample', 1_000, { current_mA: 20, relay: false })
    await page.getByText('On l’entend.').waitFor()
    expect(await page.getByText('Le poste est prêt').count()).toBe(0)
    await say('badge', 2_000, { badge: 'ab'.repeat(32) })
    await page.getByText('Badge lu, encore à personne').waitFor()
    await say('sample', 3_000, { current_mA: 1_400, relay: false })
    await page.getByText('Le poste est prêt').waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'Voir l’atelier' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await page.title()).toContain('L’Atelier du Canal')
    await client.endAsync(true)
    await page.context().close()
  })

  test('is over afterwards: the same link leads to signing in', async () => {
    const page = await open(820, 'light')
    await page.goto(link)
    await page.locator('#email').waitFor()
    expect(await page.getByText('Premier démarrage').count()).toBe(0)
    await page.context().close()
  })
})
