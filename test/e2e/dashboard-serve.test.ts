/** A fresh checkout: `navette serve` is ready before there is a dashboard, builds it aside, and shows it when it is there. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { type Navette, navette } from '#test/support/navette.ts'

describe('serve without a built dashboard', () => {
  let atelier: Navette
  let directory: string
  afterEach(async () => {
    await atelier.remove()
    rmSync(directory, { recursive: true, force: true })
  })
  const fresh = async () => {
    directory = mkdtempSync(join(tmpdir(), 'navette-dist-'))
    atelier = navette({ NAVETTE_DASHBOARD: join(directory, 'dist') })
    await atelier.setup()
    return atelier.serve()
  }

  test('answers a page that says so, keeps its API, and then has the dashboard at every address', async () => {
    const { http } = await fresh()
    const open = (path: string) => fetch(`http://${http}${path}`, { headers: { accept: 'text/html' } })
    const first = await open('/machines/juki-1')
    expect(first.status).toBe(503)
    expect(first.headers.get('retry-after')).toBe('2')
    expect(await first.text()).toContain('Le tableau de bord se prépare')
    expect((await fetch(`http://${http}/api/v1/me`)).status).toBe(401)
    expect((await fetch(`http://${http}/readyz`)).status).toBe(200)
    await expect.poll(async () => (await open('/')).status, { timeout: 60_000, interval: 200 }).toBe(200)
    const page = await (await open('/machines/juki-1')).text()
    expect(page).toContain('id="app"')
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1]
    expect((await fetch(`http://${http}${script}`)).headers.get('cache-control')).toContain('immutable')
  })

  test.skipIf(!hasChromium)('the page that waits turns into the sign-in by itself', async () => {
    const { http } = await fresh()
    const browser = await chromium.launch(BROWSER)
    try {
      const page = await browser.newPage()
      const refused: string[] = []
      page.on('console', message => {
        if (message.text().includes('Content Security Policy')) refused.push(message.text())
      })
      await page.goto(`http://${http}/`)
      await page.getByRole('heading', { name: 'se prépare' }).waitFor()
      expect(await page.locator('h1').evaluate(node => getComputedStyle(node).fontWeight)).toBe('400')
      await page.locator('#email').waitFor({ timeout: 60_000 })
      expect(refused).toEqual([])
    } finally {
      await browser.close()
    }
  })
})
