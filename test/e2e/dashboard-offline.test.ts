/** A broken network: the dashboard opens without its server and says so, nothing stale looks live, it heals by itself, and takes a new version whole. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { builtDashboard } from '#test/support/dashboard-build.ts'
import { wrongWith } from '#test/support/look.ts'
import { EMAIL, type Navette, navette, PASSWORD, type Serving } from '#test/support/navette.ts'
import { freePort } from '#test/support/program.ts'
import { listOf } from '../../dashboard/build/shell-list.ts'

/** For a machine that eight others share. */
const PATIENT_ms = 60_000
const WORKSHOP = {
  ...{ navette: 1, site: 'essai', name: 'L’Atelier d’essai', timezone: 'Europe/Paris' },
  machines: [{ id: 'juki-1', name: 'Piqueuse plate', kind: 'piqueuse', sensor: 'none' }],
}
/** Bits and latency of Chromium's own "slow 3G". */
const SLOW_3G = { offline: false, downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 400 }

describe.skipIf(!hasChromium)('a broken network', () => {
  let lab: Navette
  let server: Serving
  let browser: Browser
  let context: BrowserContext
  let url: string
  let dist: string
  beforeAll(async () => {
    dist = builtDashboard()
    lab = navette({ NAVETTE_DASHBOARD: dist })
    await lab.setup(WORKSHOP)
    const http = { NAVETTE_HTTP: `127.0.0.1:${await freePort()}` }
    ;[server, browser] = await Promise.all([lab.serve(http), chromium.launch(BROWSER)])
    url = `http://${server.http}`
    context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 360, height: 780 } })
    context.setDefaultTimeout(PATIENT_ms)
    await context.addInitScript(tellOfWorker)
  })
  afterAll(async () => {
    await browser?.close()
    await lab?.remove()
  })

  const again = async (dashboard = dist) => {
    server = await lab.serve({ NAVETTE_HTTP: server.http, NAVETTE_DASHBOARD: dashboard })
  }
  const open = async (path: string): Promise<Page> => {
    const page = await context.newPage()
    await page.goto(url + path)
    return page
  }
  const kept = (page: Page) =>
    page.evaluate(async () => {
      await navigator.serviceWorker.ready
      const caught = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()))
      return {
        files: caught.flat().map(request => new URL(request.url).pathname),
        words: Object.keys(localStorage).concat(Object.keys(sessionStorage)).sort(),
        databases: (await indexedDB.databases()).length,
      }
    })
  const shown = (page: Page) => page.locator('.swatch', { hasText: 'Piqueuse plate' }).waitFor()

  test('over slow 3G a person signs in and has the wall, and nothing jumps', async () => {
    const page = await context.newPage()
    const wire = await context.newCDPSession(page)
    await wire.send('Network.emulateNetworkConditions', SLOW_3G)
    await page.goto(url)
    await page.locator('#email').fill(EMAIL)
    await page.locator('#password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await shown(page)
    expect(await wrongWith(page, [360])).toEqual([])
    await page.close()
  })

  test('the shell is kept, whole, and nothing about anybody', async () => {
    const page = await open('/')
    await shown(page)
    const { files, ...rest } = await kept(page)
    const shell = Object.keys((await listOf(dist)).files)
    expect(files.sort()).toEqual(shell.sort())
    expect(rest).toEqual({ words: [], databases: 0 })
    await page.close()
  })

  test('it can be installed', async () => {
    const page = await open('/')
    await shown(page)
    const wire = await context.newCDPSession(page)
    expect((await wire.send('Page.getAppManifest')).errors).toEqual([])
    const { installabilityErrors } = await wire.send('Page.getInstallabilityErrors')
    // a browser's private window, which a test's is, installs nothing whatever the page offers
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
    await page.close()
  })

  test('a killed server: what is shown says its age, typed words stay, and the act is done once it is back', async () => {
    const page = await open('/machines/juki-1')
    await page.getByRole('button', { name: 'Mettre hors service' }).click()
    const dialog = page.getByRole('dialog')
    const send = () => dialog.getByRole('button', { name: 'Mettre hors service' }).click()
    await dialog.getByLabel('Raison').fill('Courroie à changer, ne pas démarrer')
    await server.end('SIGKILL')
    await page.locator('.lost[data-shown=true]').waitFor()
    await send()
    await dialog.getByText('Le serveur ne répond pas').waitFor()
    await again()
    await page.locator('.lost[data-shown=false]').waitFor({ state: 'attached' })
    expect(await dialog.getByLabel('Raison').inputValue()).toBe('Courroie à changer, ne pas démarrer')
    await send()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Courroie à changer').first().waitFor()
    await page.close()
  })

  test('a session that ended in a form, and an answer that got lost: nothing typed is, and it is done once', async () => {
    const page = await open('/members')
    const answers = { lost: 0 }
    await page.route('**/api/v1/members', async route => {
      const response = await route.fetch()
      if (route.request().method() !== 'POST' || response.status() === 401 || answers.lost > 0)
        return route.fulfill({ response })
      answers.lost += 1
      return route.abort()
    })
    await page.getByRole('button', { name: 'Ajouter un membre' }).click()
    const dialog = page.getByRole('dialog', { name: 'Ajouter un membre' })
    const add = dialog.getByRole('button', { name: 'Ajouter', exact: true })
    await dialog.getByLabel('Nom').fill('Nina Exemple')
    await context.clearCookies()
    await add.dblclick()
    const again = page.getByRole('dialog', { name: 'Votre session a pris fin' })
    await again.waitFor()
    expect(await wrongWith(page, [360])).toEqual([])
    await page.keyboard.press('Escape')
    expect(await again.getByLabel('Adresse électronique').inputValue()).toBe(EMAIL)
    await again.getByLabel('Mot de passe').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await dialog.getByText('Le serveur ne répond pas').waitFor()
    expect([answers.lost, await dialog.getByLabel('Nom').inputValue()]).toEqual([1, 'Nina Exemple'])
    await add.click()
    await dialog.waitFor({ state: 'detached' })
    const members = await (await context.request.get(`${url}/api/v1/members`)).text()
    expect(members.split('Nina Exemple').length - 1).toBe(1)
    // An act that is done gives the focus back to where it was asked for
    await page.getByRole('button', { name: 'Modifier', exact: true }).press('Enter')
    const edit = page.getByRole('dialog')
    await edit.getByLabel('Nom', { exact: true }).press('Enter')
    await edit.waitFor({ state: 'detached' })
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused, { timeout: PATIENT_ms }).toBe('Modifier')
    // What is on its way through the route would end with the page, as an error that nobody awaits
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.close()
  })

  test('a server that says no more, and a tablet that slept: neither is taken for live, and both are made good', async () => {
    const page = await context.newPage()
    await page.clock.install()
    await page.goto(url)
    await shown(page)
    server.child.kill('SIGSTOP')
    try {
      await page.clock.fastForward('01:00:00')
      await page.locator('.lost[data-shown=true]').waitFor()
      await page.locator('.swatch', { hasText: /état d’il y a 1.h.00/ }).waitFor()
    } finally {
      server.child.kill('SIGCONT')
    }
    await page.locator('.lost[data-shown=false]').waitFor({ state: 'attached' })
    await page.locator('.swatch', { hasText: 'état d’il y a' }).waitFor({ state: 'detached' })
    await page.close()
  })

  test('without its server any address opens, says what is not there, and shows it once the server is back', async () => {
    const page = await open('/machines/juki-1')
    await page.getByRole('heading', { name: 'Piqueuse plate' }).waitFor()
    await server.end('SIGKILL')
    await page.reload()
    await page.getByRole('heading', { name: 'Le serveur de Navette ne répond pas.' }).waitFor()
    expect(await page.getByText('Piqueuse').count()).toBe(0)
    expect(await wrongWith(page, [360, 820, 1920])).toEqual([])
    await again()
    await page.getByRole('heading', { name: 'Piqueuse plate' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/machines/juki-1')
    await page.close()
  })

  test('a device without network says so, and signing out is not pretended', async () => {
    const page = await open('/')
    await shown(page)
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Réglages' }).click()
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.locator('#settings').getByText('Le serveur ne répond pas').waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Cet appareil est hors ligne.' }).waitFor()
    await context.setOffline(false)
    await shown(page)
    await page.close()
  })

  test('a page whose answer did not come asks again by itself', async () => {
    const page = await open('/')
    await shown(page)
    await server.end('SIGKILL')
    await page.locator('.lost[data-shown=true]').waitFor()
    await page.locator('.swatch a').first().click()
    await page.getByText('Le serveur ne répond pas').first().waitFor()
    await again()
    await page.getByRole('heading', { name: 'Piqueuse plate' }).waitFor()
    await page.close()
  })

  test('a new version is taken at the next visit, while a page of the one before goes on', async () => {
    const before = await open('/')
    await shown(before)
    const screen = await open('/kiosk')
    await shown(screen)
    // Of a newer server a page hears once it follows its worker, some seconds after it began (keep-shell.ts)
    for (const page of [before, screen]) await page.locator('html[data-follows]').waitFor({ state: 'attached' })
    await server.end('SIGKILL')
    await before.locator('.lost[data-shown=true]').waitFor({ state: 'attached' })
    const next = await nextVersion(dist, join(lab.data, '..', 'next'))
    await again(next)
    await before.locator('.lost[data-shown=false]').waitFor({ state: 'attached' })
    // The page of the version before fetches the new one, now that its server is back, and goes on itself.
    await taken(before, await listOf(next))
    const visit = await open('/')
    expect(await visit.evaluate(() => document.documentElement.dataset.edition)).toBe('next')
    await shown(visit)
    // The new server has no such file any more: the page finds it where its own version is kept.
    await before.locator('.swatch a').first().click()
    await before.getByRole('heading', { name: 'Piqueuse plate' }).waitFor()
    // Nobody visits a wall screen, and nobody is interrupted there: it visits itself.
    await screen.locator('html[data-edition=next]').waitFor({ state: 'attached' })
    await shown(screen)
    await Promise.all([before.close(), visit.close(), screen.close()])
  })

  test('signing out leaves nothing but the shell and how this browser likes it, and covers what other tabs show', async () => {
    const other = await open('/members')
    await other.getByRole('button', { name: 'Ajouter un membre' }).waitFor()
    const page = await open('/')
    await shown(page)
    await page.getByRole('button', { name: 'Réglages' }).click()
    await page.getByLabel('Sombre').check()
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.locator('#email').waitFor()
    const { files, words, databases } = await kept(page)
    expect(files.filter(path => path.startsWith('/api') || path.startsWith('/socket.io'))).toEqual([])
    expect(words).toEqual(['navette.theme'])
    expect(databases).toBe(0)
    expect((await context.request.get(`${url}/api/v1/me`)).status()).toBe(401)
    const covered = other.getByRole('dialog', { name: 'Votre session a pris fin' })
    await covered.waitFor()
    await page.locator('#email').fill(EMAIL)
    await page.locator('#password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await covered.waitFor({ state: 'detached' })
    await other.getByRole('button', { name: 'Ajouter un membre' }).click()
    await Promise.all([page.close(), other.close()])
  })
})

/** For `addInitScript`: marks the page once it has asked for its worker, as its own script does by and by. */
function tellOfWorker(): void {
  const { register } = ServiceWorkerContainer.prototype
  ServiceWorkerContainer.prototype.register = async function (...asked) {
    const registration = await register.apply(this, asked)
    document.documentElement.dataset.follows = ''
    return registration
  }
}

/**
 * Until the whole new shell is kept and its worker serves. Nobody visits before that here: a driven browser stops every worker at
 * its start, and an address opened in the moment one takes over from another can then wait for ever, which it does not undriven.
 */
async function taken(page: Page, shell: { version: string; files: object }): Promise<void> {
  const state = () =>
    page.evaluate(async name => {
      const registration = await navigator.serviceWorker.getRegistration()
      const files = (await caches.has(name)) ? (await (await caches.open(name)).keys()).length : 0
      return {
        files,
        active: registration?.active?.state,
        next: (registration?.installing ?? registration?.waiting)?.state,
      }
    }, `navette-${shell.version}`)
  const all = { files: Object.keys(shell.files).length, active: 'activated', next: undefined }
  await expect.poll(state, { timeout: PATIENT_ms, interval: 100 }).toEqual(all)
}

/** The same dashboard built anew: its page says so, and the machine's page has another name. */
async function nextVersion(built: string, directory: string): Promise<string> {
  cpSync(built, directory, { recursive: true, filter: path => !/\.(br|gz)$/.test(path) })
  const formerList = JSON.stringify(await listOf(built))
  const page = join(directory, 'index.html')
  writeFileSync(page, readFileSync(page, 'utf8').replace('<html lang="fr"', '<html lang="fr" data-edition="next"'))
  const gone = readdirSync(join(directory, 'assets')).filter(name => /^machine-[\w-]{8}\.js$/.test(name))
  for (const name of gone) rmSync(join(directory, 'assets', name))
  const worker = join(directory, 'sw.js')
  const script = readFileSync(worker, 'utf8')
  expect([gone.length, script.includes(formerList)]).toEqual([1, true])
  writeFileSync(worker, script.replace(formerList, JSON.stringify(await listOf(directory))))
  return directory
}
