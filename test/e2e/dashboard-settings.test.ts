/** What an atelier that nobody has set up to invoice still lacks, and a colleague's account: through screens only (the invoice itself: dashboard-first-invoice). */
import { rmSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAccounts } from '#server/cli/accounts.ts'
import { readConfig } from '#server/config.ts'
import { addMonths, localDate } from '#server/domain/time.ts'
import { type Server, startServer } from '#server/main.ts'
import { AtelierLab } from '#test/support/atelier-lab.ts'
import { bareAtelier } from '#test/support/bare-atelier.ts'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { builtDashboard } from '#test/support/dashboard-build.ts'
import { wrongWith } from '#test/support/look.ts'

const PASSWORD = 'toile-et-fil-de-lin'
/** What runs out must not be the patience of a busy machine. */
const PATIENCE_MS = 60_000
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10H0z" fill="#a33"/></svg>'

const today = localDate(Date.now(), 'Europe/Paris')
const month = addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7)
const NUMBER = `CANAL-${today.slice(0, 4)}-0001`

/** A closed month with two who pay, whose sheets are asked for too, and two who sign in. */
async function livedIn(): Promise<string> {
  const lab = await AtelierLab.open('canal', JSON.stringify(bareAtelier))
  await lab.work({ member: 'awa', machine: 'juki-1', at: `${month}-05T10:00`, minutes: 20 })
  await lab.work({ member: 'bilal', machine: 'juki-1', at: `${month}-06T10:00`, minutes: 10 })
  await lab.settleAndClose(month)
  return lab.leave()
}

describe.skipIf(!hasChromium)('settings in a browser', () => {
  let data: string
  let server: Server
  let browser: Browser
  let url: string
  beforeAll(async () => {
    data = await livedIn()
    const read = readConfig({
      ...{ NAVETTE_DATA: data, NAVETTE_HTTP: '127.0.0.1:0', NAVETTE_MQTT: '127.0.0.1:0', NAVETTE_LOG: 'fatal' },
    })
    if (read.kind === 'problems') throw new Error(read.problems.join('\n'))
    const config = { ...read.config, dashboard: builtDashboard() }
    const accounts = await openAccounts(config)
    for (const role of ['manager', 'treasurer'] as const)
      await accounts.createUser({
        ...{ email: `${role}@canal.example`, password: PASSWORD, name: `Compte ${role}`, role, member: null },
      })
    await accounts.close()
    ;[server, browser] = await Promise.all([startServer(config), chromium.launch(BROWSER)])
    url = `http://${server.http}`
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    rmSync(data, { recursive: true, force: true })
  })

  async function signedIn(role: 'manager' | 'treasurer'): Promise<Page> {
    const context: BrowserContext = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' })
    context.setDefaultTimeout(PATIENCE_MS)
    const body = { email: `${role}@canal.example`, password: PASSWORD }
    expect((await context.request.post(`${url}/api/v1/login`, { data: body })).status()).toBe(200)
    return context.newPage()
  }
  const dialogOf = (page: Page) => page.locator('dialog[open]')
  /** Opens it, writes, sends, and waits until the server has said yes. */
  async function fill(page: Page, opener: string, fields: Record<string, string>): Promise<void> {
    await page.getByRole('button', { name: opener, exact: opener === 'Modifier' }).click()
    for (const [label, text] of Object.entries(fields))
      await dialogOf(page).getByLabel(label, { exact: true }).fill(text)
    await dialogOf(page).getByRole('button', { name: 'Enregistrer' }).click()
    await dialogOf(page).waitFor({ state: 'detached' })
  }

  test('lead a treasurer through what the first invoice asks for', async () => {
    const page = await signedIn('treasurer')
    await page.goto(`${url}/settings`)
    await page.getByText('Il manque 5 choses avant la première facture').waitFor()
    expect(await wrongWith(page, [360, 1280])).toEqual([])

    await page.getByRole('button', { name: 'L’adresse de l’émetteur' }).click()
    const dialog = dialogOf(page)
    await dialog.getByLabel('Forme juridique').fill('Association')
    await dialog.getByLabel('Rue et numéro').fill('14 rue des Gardes')
    await dialog.getByLabel('Code postal').fill('75018')
    await dialog.getByLabel('Ville').fill('Paris')
    await dialog.getByLabel('SIREN', { exact: true }).fill('903 145 275')
    await dialog.getByRole('button', { name: 'Enregistrer' }).click()
    await dialog.getByText('ce n’est pas un SIREN').waitFor()
    expect(await dialog.getByLabel('SIREN', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    await dialog.getByLabel('SIREN', { exact: true }).fill('903 145 274')
    await dialog.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Il manque 3 choses avant la première facture').waitFor()

    await fill(page, 'La série des factures', { 'Série des factures': 'canal' })
    await fill(page, 'Le numéro de TVA', { 'N° de TVA': 'FR 18 903145274' })
    await fill(page, 'Le taux des pénalités', { 'Pénalités de retard (% par an)': '12,15' })
    await fill(page, 'L’IBAN', { IBAN: 'FR76 3000 6000 0112 3456 7890 189' })
    await page.getByText(`la prochaine facture sera ${NUMBER}`).first().waitFor()
    await page.getByLabel('Choisir une image').setInputFiles({
      ...{ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(LOGO) },
    })
    await page.getByRole('img', { name: 'Logo de L’Atelier du Canal' }).waitFor()

    // What was set is in the journal: it replays to the same issuer
    expect((await server.ledger.verify()).problems).toEqual([])
    await page.context().close()
  }, 240_000)

  test('let a manager give a colleague an account, by a link that she follows', async () => {
    const page = await signedIn('manager')
    await page.goto(`${url}/accounts`)
    await page.getByRole('button', { name: 'Ajouter un compte' }).click()
    await dialogOf(page).getByLabel('Nom', { exact: true }).fill('Nina Exemple')
    await dialogOf(page).getByLabel('Adresse électronique').fill('nina@canal.example')
    await dialogOf(page).getByRole('button', { name: 'Ajouter', exact: true }).click()
    const link = await dialogOf(page).locator('code').textContent()
    await dialogOf(page).getByRole('button', { name: 'C’est noté' }).click()
    await page.getByRole('heading', { name: 'Nina Exemple' }).waitFor()
    expect(await wrongWith(page, [360, 1280])).toEqual([])
    await page.context().close()

    const hers = await browser.newContext({ locale: 'fr-FR' })
    hers.setDefaultTimeout(PATIENCE_MS)
    const welcome = await hers.newPage()
    await welcome.goto(link ?? '')
    await welcome.getByLabel('Votre mot de passe').fill('bobine-dé-ruban')
    await welcome.getByRole('button', { name: 'Entrer dans l’atelier' }).click()
    await welcome.getByRole('navigation').waitFor()
    expect(new URL(welcome.url()).pathname + new URL(welcome.url()).hash).toBe('/')
    expect((await welcome.request.get(`${url}/api/v1/me`)).status()).toBe(200)
    await hers.close()
  }, 240_000)
})
