/**
 * From an empty data directory to the first invoice in one browser, through screens alone: account and atelier, a station, somebody new
 * with their card, charter and right to the machine, a price, an hour's work, the month's end, its closing, and what is paid on a phone.
 * Nobody pays it: the letter of its reminder is printed and noted as posted.
 */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { periodRange } from '#server/domain/time.ts'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { builtDashboard } from '#test/support/dashboard-build.ts'
import { connectStation } from '#test/support/hand-station.ts'
import { CHECKOUT, type Navette, navette, type Serving } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'

/** For a machine that eight others share. */
const PATIENCE_MS = 90_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const CARD = 'ab'.repeat(32)
const MONTH = new Date().toISOString().slice(0, 7)
const ENDS_MS = periodRange(MONTH, 'Europe/Paris').to_ms
const SERIES = `CANAL-${new Date(ENDS_MS + HOUR_MS).getUTCFullYear()}-0001`

describe.skipIf(!hasChromium)('an atelier begins', () => {
  let lab: Navette
  let browser: Browser
  beforeAll(async () => {
    lab = navette({
      ...{ NAVETTE_DASHBOARD: builtDashboard(), NODE_OPTIONS: `--import ${CHECKOUT}/test/support/shifted-clock.ts` },
    })
    browser = await chromium.launch(BROWSER)
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await lab?.remove()
  })
  const serveAt = (at_ms: number): Promise<Serving> => lab.serve({ NAVETTE_TEST_CLOCK_MS: String(at_ms - Date.now()) })
  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce', ...options })
    context.setDefaultTimeout(PATIENCE_MS)
    return context.newPage()
  }

  test('and sends its first invoice', { timeout: 6 * PATIENCE_MS }, async () => {
    const lastDay = await serveAt(ENDS_MS - 12 * HOUR_MS)
    const [page, phone] = [await open({}), await open({ viewport: { width: 390, height: 800 } })]
    await page.goto(await poll('the link', () => /http:\S+\?code=\w+/.exec(lastDay.log())?.[0]))
    await begin(page)
    const station = await pairing(page)
    await newcomer(page)
    await price(page)
    await station.badge(CARD)
    await page.goto(`http://${lastDay.http}/`)
    await page.locator('.swatch', { hasText: 'Awa Exemple' }).waitFor()
    await station.run(1_400, 4)
    await station.run(20, 0.2)
    await station.badge(CARD)
    await page.locator('.swatch', { hasText: 'Libre' }).waitFor()
    await account(page, phone)
    await station.leave()
    await lastDay.end()

    const nextDay = await serveAt(ENDS_MS + 10 * HOUR_MS)
    const url = `http://${nextDay.http}`
    await page.goto(`${url}/months`)
    await page.getByRole('listitem').filter({ hasText: 'à clore' }).getByRole('link').click()
    const worked = (await page.locator('.equation-total b').textContent()) ?? ''
    expect(Number(worked.replace(',', '.').replace(/[^\d.]/g, ''))).toBeCloseTo(4, 0)
    await page.getByRole('button', { name: 'Clore la période' }).click()
    await dialogOf(page).getByText(`${worked} au tarif`).waitFor()
    await send(page, 'Clore la période')
    await page.locator('a:focus', { hasText: 'Factures du mois' }).waitFor()
    await page.getByRole('link', { name: 'Factures du mois' }).click()
    await page.getByRole('link', { name: 'Réglages' }).click()
    await issuer(page)
    await page.goto(`${url}/invoices/drafts/${MONTH}`)
    await page.getByRole('link', { name: 'Compléter la fiche' }).click()
    await fill(page, 'Modifier', { Rue: '12 rue Myrha', 'Code postal': '75018', Ville: 'Paris' })
    await page.goto(`${url}/invoices/drafts/${MONTH}`)
    await page.getByRole('button', { name: /^Émettre/ }).click()
    await dialogOf(page).getByRole('button', { name: 'Émettre' }).click()
    await page.getByText(SERIES).first().waitFor()
    await page.locator('a.button:focus').waitFor()
    const file = (kind: string) => page.request.get(`${url}/api/v1/invoices/${SERIES}/${kind}`)
    const xml = await (await file('xml')).text()
    for (const written of ['903145274', 'FR18903145274', 'FR7630006000011234567890189']) expect(xml).toContain(written)
    expect((await file('pdf')).status()).toBe(200)

    await phone.goto(`${url}/invoices/${SERIES}`)
    await phone.getByText('Tout concorde.').waitFor()
    await phone.goto(`${url}/me?month=${MONTH}`)
    await phone.locator('.so-far-total', { hasText: worked }).waitFor()
    const ran = await lab.run('verify', '--json')
    expect(ran.json<{ ok: boolean; problems: string[] }>()).toMatchObject({ ok: true, problems: [] })
    for (const each of [page, phone]) await each.context().close()
    await nextDay.end()
  })

  test('and reminds of it by post', { timeout: 3 * PATIENCE_MS }, async () => {
    const later = await serveAt(ENDS_MS + 60 * DAY_MS)
    const page = await open({})
    await page.goto(`http://${later.http}/payments`)
    await page.getByLabel('Adresse électronique').fill('aicha@example.org')
    await page.getByLabel('Mot de passe').fill('fil-a-coudre-42')
    await page.getByRole('button', { name: 'Entrer' }).click()
    await page.getByRole('button', { name: 'Lire la lettre, Awa Exemple' }).click()
    await dialogOf(page).getByRole('button', { name: 'Imprimer la lettre' }).waitFor()
    const copy = await dialogOf(page).getByRole('link', { name: SERIES }).getAttribute('href')
    expect((await page.request.get(`http://${later.http}${copy}`)).headers()['content-type']).toBe('application/pdf')
    await page.emulateMedia({ media: 'print' })
    const letter = await dialogOf(page).locator('.letter').innerText()
    expect(letter).toContain(`Petit rappel : facture ${SERIES}`)
    expect(await page.locator('body').innerText()).toBe(letter)
    await page.emulateMedia({ media: null })
    await dialogOf(page).getByRole('button', { name: 'Fermer' }).click()
    await page.getByRole('button', { name: 'Noter l’envoi' }).click()
    await send(page, 'Noter l’envoi')
    await page.getByText('1 relance partie').waitFor()
    await page.locator('h2:focus', { hasText: 'Relances' }).waitFor()
    await page.getByText('Personne à relancer.').waitFor()
    await page.context().close()
  })
})

const dialogOf = (page: Page) => page.locator('dialog[open]')
async function send(page: Page, act: string): Promise<void> {
  await dialogOf(page).getByRole('button', { name: act, exact: true }).click()
  await dialogOf(page).waitFor({ state: 'detached' })
}
/** Opens it, writes, sends, and waits until the server has said yes. */
async function fill(page: Page, opener: string, fields: Record<string, string>): Promise<void> {
  await page.getByRole('button', { name: opener, exact: opener === 'Modifier' }).click()
  for (const [label, text] of Object.entries(fields)) await dialogOf(page).getByLabel(label, { exact: true }).fill(text)
  await send(page, 'Enregistrer')
}
const go = (page: Page, path: string) => page.goto(new URL(path, page.url()).href)

async function begin(page: Page): Promise<void> {
  await page.getByLabel('Votre nom').fill('Aïcha Exemple')
  await page.getByLabel('Adresse électronique').fill('aicha@example.org')
  await page.getByLabel('Mot de passe').fill('fil-a-coudre-42')
  await page.getByLabel('Nom de l’atelier').fill('L’Atelier du Canal')
  await page.getByLabel('Fuseau horaire').fill('Europe/Paris')
  // The month may end on a Sunday
  for (const day of ['sam.', 'dim.']) await page.getByLabel(day).check()
  await page.getByLabel('Nom du poste 1').fill('Piqueuse Juki')
  await page.getByLabel('Genre du poste 1').fill('piqueuse plate')
  await page.getByLabel('formation exigée').check()
  await page.getByRole('button', { name: 'Ouvrir l’atelier' }).click()
}

/** The card that proved the station is nobody's: it becomes that of the first member there is. */
async function pairing(page: Page) {
  await page.getByRole('button', { name: 'Créer le jeton' }).click()
  await page.getByText('Clé des badges').waitFor()
  const [address = '', principal = '', token = ''] = await page.locator('.pair-settings code').allTextContents()
  const station = await connectStation(address, principal, token)
  await station.hello()
  await station.sample(20)
  await station.badge(CARD)
  await station.sample(1_400)
  // Of what comes within 40 ms a page is told the last
  await page.getByText('Du courant passe, jusqu’à 1,4').waitFor()
  await station.sample(20)
  await page.getByText('Le poste est prêt.').waitFor()
  return station
}

async function newcomer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'À qui est-il ?' }).click()
  await dialogOf(page).getByLabel('Son nom').fill('Awa Exemple')
  await dialogOf(page).getByRole('button', { name: 'Inscrire et donner ce badge' }).click()
  await page.getByRole('heading', { level: 1, name: 'Awa Exemple' }).waitFor()
  await page.getByText('Badge ABAB').waitFor()
  await page.getByRole('button', { name: 'Charte signée aujourd’hui' }).click()
  await page.getByText(/signée le/).waitFor()
  await page.getByRole('button', { name: 'Autoriser' }).click()
  await dialogOf(page).getByText('piqueuse plate (Piqueuse Juki)').waitFor({ state: 'attached' })
  await send(page, 'Autoriser')
}

/** Costs are shared where nobody said otherwise: the page of prices says so, and where to change it. */
async function price(page: Page): Promise<void> {
  await go(page, '/start')
  await page.getByRole('link', { name: 'Tarifs et charges' }).click()
  await page.getByText('les tarifs n’y facturent rien').waitFor()
  await page.getByRole('link', { name: 'Changer, dans les réglages' }).click()
  await page.getByRole('button', { name: 'Modifier : Facturation et période' }).click()
  await dialogOf(page).getByLabel('Comment il facture').selectOption({ label: 'des prix fixes' })
  await send(page, 'Enregistrer')
  await go(page, '/economy/prices')
  await page.getByRole('button', { name: 'Ajouter un tarif' }).click()
  await dialogOf(page).getByLabel('Prix de l’heure (€)').fill('60')
  await send(page, 'Enregistrer')
  await page.getByText('60,00 € l’heure de marche').waitFor()
}

async function account(page: Page, phone: Page): Promise<void> {
  await go(page, '/accounts')
  await page.getByRole('button', { name: 'Ajouter un compte' }).click()
  const dialog = dialogOf(page)
  await dialog.getByLabel('Nom', { exact: true }).fill('Awa Exemple')
  await dialog.getByLabel('Adresse électronique').fill('awa@example.org')
  await dialog.getByLabel('Rôle').selectOption({ label: 'Membre' })
  await dialog.locator('select[name=member]').selectOption({ label: 'Awa Exemple' })
  await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click()
  await phone.goto((await dialog.locator('code').textContent()) ?? '')
  await phone.getByLabel('Votre mot de passe').fill('bobine-de-ruban')
  await phone.getByRole('button', { name: 'Entrer dans l’atelier' }).click()
  await phone.getByRole('navigation').waitFor()
}

async function issuer(page: Page): Promise<void> {
  await fill(page, 'L’adresse de l’émetteur', {
    ...{
      'Forme juridique': 'Association',
      'Rue et numéro': '14 rue des Gardes',
      'Code postal': '75018',
      Ville: 'Paris',
    },
    SIREN: '903 145 274',
  })
  await fill(page, 'La série des factures', { 'Série des factures': 'canal' })
  await fill(page, 'Le numéro de TVA', { 'N° de TVA': 'FR 18 903145274' })
  await fill(page, 'Le taux des pénalités', { 'Pénalités de retard (% par an)': '12,15' })
  await fill(page, 'L’IBAN', { IBAN: 'FR76 3000 6000 0112 3456 7890 189' })
  await page.getByText(`la prochaine facture sera ${SERIES}`).first().waitFor()
}
