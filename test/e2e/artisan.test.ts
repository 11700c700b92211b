/**
 * The artisan's day on her phone, against the running program and a station that badges and sews: what it costs before and while she
 * works, the session and how it is known, "this isn't right", the badge she lost, and everything that is kept about her.
 */
import { readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { builtDashboard } from '#test/support/dashboard-build.ts'
import { Outsider, type Station } from '#test/support/outsider.ts'

const PATIENCE_MS = 60_000
const MINUTE_MS = 60_000
const AWA = '04A2B3C4D5E680'
const ATELIER = {
  ...{ navette: 1, site: 'canal', name: 'L’Atelier du Canal', timezone: 'Europe/Paris', billing: 'tariff' },
  profiles: [
    {
      ...{ id: 'servo', idle_mA: 90, run_mA: 1030, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3000 },
      ...{ idle_timeout_s: 3_600 },
    },
  ],
  machines: [
    { id: 'juki-1', name: 'Piqueuse plate', kind: 'piqueuse', profile: 'servo', qualification: 'piqueuse' },
    { id: 'laser', name: 'Découpe laser', kind: 'laser', profile: 'servo', qualification: 'laser' },
  ],
  members: [
    {
      ...{ id: 'awa', name: 'Awa Diallo', joined: '2025-09-01', charter_signed: '2025-09-01' },
      ...{ qualifications: ['piqueuse'], badges: [AWA], limit_cents_per_month: 5_000 },
    },
    {
      id: 'bilal',
      name: 'Bilal Haddad',
      joined: '2025-09-01',
      charter_signed: '2025-09-01',
      badges: ['04A2B3C4D5E681'],
    },
  ],
  tariffs: [
    {
      ...{ id: 'couture', valid_from: '2026-01-01' },
      components: [
        { measure: 'running', cents_per_hour: 600 },
        { measure: 'idle', cents_per_hour: 100 },
      ],
    },
  ],
}

describe.skipIf(!hasChromium)('the artisan on her phone', () => {
  let outsider: Outsider
  let browser: Browser
  let page: Page
  let station: Station
  beforeAll(async () => {
    outsider = await Outsider.come(ATELIER, { NAVETTE_DASHBOARD: builtDashboard() })
    const made = await outsider.post<{ password: string }>('/users', {
      ...{ email: 'awa@example.org', name: 'Awa', role: 'member', member: 'awa' },
    })
    station = await outsider.station('juki-1')
    browser = await chromium.launch(BROWSER)
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height: 844 }, hasTouch: true })
    page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(`http://${outsider.server.http}/me`)
    await page.getByLabel('Adresse électronique').fill('awa@example.org')
    await page.getByLabel('Mot de passe').fill(made.body.password)
    await page.getByRole('button', { name: 'Entrer' }).click()
    await page.getByText('Vous n’utilisez aucun poste.').waitFor()
    // Last: a badge that lags ten seconds behind what was said before it is "too-late" (contract §1)
    await station.hello(0, { sample_ms: MINUTE_MS })
    await station.sample(1_000, 90, { running_ms: 0 })
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await outsider?.leave()
  })

  const plain = async (selector: string): Promise<string> =>
    ((await page.locator(selector).first().textContent()) ?? '').replace(/[\u00a0\u202f]/g, ' ')
  /** Costs are asked for, times and states are told: neither waits for the other. */
  const shows = (selector: string, words: string) =>
    expect.poll(() => plain(selector), { timeout: PATIENCE_MS }).toContain(words)
  const costs = (amount: string) => shows('.now-cost', amount)

  test('sees the price when she badges in, and what it costs rise while she sews', async () => {
    expect((await station.badge(2_000, outsider.badge(AWA))).verdict).toBe('granted')
    await page.locator('.now-use').waitFor()
    await shows('.now-use', '6,00 €/h en marche, 1,00 €/h à l’arrêt.')
    await costs('0,00 €')
    for (let minute = 1; minute <= 5; minute++)
      await station.sample(2_000 + minute * MINUTE_MS, 1_030, { running_ms: minute * MINUTE_MS })
    await costs('0,50 €')
    await shows('.now-times', '5 min 00 s de marche')
    await shows('.now-machine', 'en marche')
    for (let minute = 6; minute <= 11; minute++)
      await station.sample(2_000 + minute * MINUTE_MS, 90, { running_ms: 5 * MINUTE_MS })
    await costs('0,60 €')
    await shows('.now-machine', 'à l’arrêt')
  })

  test('sees her session when she stops, with its curve and how its time is known, and says it is not right', async () => {
    // A minute on by the station's clock: the page took its time with the last sample, and a badge that lags ten seconds is "too-late"
    expect((await station.badge(2_500 + 12 * MINUTE_MS, outsider.badge(AWA))).verdict).toBe('ended')
    await page.getByText('Vous n’utilisez aucun poste.').waitFor()
    await shows('.so-far-total', '0,62 €')
    await page.locator('.my-sessions summary').click()
    await page.getByText('Le boîtier a compté lui-même').waitFor()
    await page.getByRole('button', { name: 'Ce n’est pas juste' }).click()
    await page.getByLabel('Ce qui ne va pas').fill('J’ai oublié de badger la fin')
    await page.getByRole('dialog').getByRole('button', { name: 'Envoyer' }).click()
    await page.getByText('Contestation envoyée.', { exact: true }).waitFor()
  })

  test('blocks the badge she lost: the next one who shows it is refused', async () => {
    await page.getByRole('link', { name: /^Mon compte/ }).click()
    await page.getByRole('button', { name: /je l’ai perdu/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Bloquer' }).click()
    await page.getByText(/^bloqué/).waitFor()
    expect(await page.getByRole('button', { name: /je l’ai perdu/ }).count()).toBe(0)
    // An hour on, for the same reason
    const refused = await station.badge(72 * MINUTE_MS, outsider.badge(AWA))
    expect(refused).toMatchObject({ verdict: 'denied', reason: 'badge-blocked' })
  })

  test('sees a booking go that she cancelled in another tab', async () => {
    const ask = (method: string, path: string, body?: object) =>
      page.evaluate(
        async ([method, path, body]) => {
          const headers = { 'content-type': 'application/json' }
          const answer = await fetch(`/api/v1/${path}`, { method, ...(body === '' ? {} : { headers, body }) })
          return answer.text()
        },
        [method, path, body === undefined ? '' : JSON.stringify(body)] as const,
      )
    const from_ms = Date.now() + 24 * 60 * MINUTE_MS
    const span = { from: new Date(from_ms).toISOString(), until: new Date(from_ms + 60 * MINUTE_MS).toISOString() }
    const { id } = JSON.parse(await ask('POST', 'reservations', { machine: 'juki-1', ...span }))
    await page.reload()
    const cancel = page.getByRole('button', { name: /^Annuler Piqueuse plate/ })
    await cancel.waitFor()
    expect(await ask('DELETE', `reservations/${id}`)).toBe('')
    await cancel.click()
    await page.getByText('Rien de réservé.').waitFor()
  })

  test('sees how to get the right she lacks, and takes everything that is kept about her with her', async () => {
    await page.getByText('ouvre Découpe laser').waitFor()
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Télécharger' }).click()
    const file = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'))
    expect(file).toMatchObject({ member: 'awa', sign_in: { accounts: [{ email: 'awa@example.org' }] } })
    expect(file.tables.session).toMatchObject([{ machine: 'juki-1', running_ms: 5 * MINUTE_MS }])
    expect(file.tables.book).toMatchObject([{ type: 'contested' }])
    expect(JSON.stringify(file)).not.toContain('Bilal')
  })
})
