/** A fresh checkout: `navette serve` is ready before there is a dashboard, builds it aside, and shows it when it is there. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { type Navette, navette } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'

/** For a machine that eight others share: to build gives way to whoever works, and took two minutes at load 35. */
const PATIENT_ms = 300_000

/** The process of its own that builds for this server, as Linux lists it (proc_pid_children(5)). */
function builderOf(server_pid: number | undefined): number | undefined {
  const children = readFileSync(`/proc/${server_pid}/task/${server_pid}/children`, 'utf8').match(/\d+/g) ?? []
  return children.map(Number).find(pid => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('build-dashboard'))
}

/** Both meet the same server while it builds, and the builder stands still until they have: to build is what costs. */
describe('serve without a built dashboard', { timeout: 2 * PATIENT_ms }, () => {
  let atelier: Navette
  let directory: string
  let browser: Browser | null = null
  let http: string
  let builder: number
  let waiting = hasChromium ? 2 : 1
  const seen = (): void => {
    if (--waiting === 0) process.kill(builder, 'SIGCONT')
  }
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'navette-dist-'))
    atelier = navette({ NAVETTE_DASHBOARD: join(directory, 'dist') })
    await atelier.setup()
    if (hasChromium) browser = await chromium.launch(BROWSER)
    const server = await atelier.serve()
    http = server.http
    builder = await poll('the builder', () => builderOf(server.child.pid))
    process.kill(builder, 'SIGSTOP')
  })
  afterAll(async () => {
    if (waiting > 0) process.kill(builder, 'SIGKILL')
    await browser?.close()
    await atelier?.remove()
    rmSync(directory, { recursive: true, force: true })
  })

  test.concurrent('answers a page that says so, keeps its API, and then has the dashboard at every address', async () => {
    const open = (path: string) => fetch(`http://${http}${path}`, { headers: { accept: 'text/html' } })
    const first = await open('/machines/juki-1')
    expect(first.status).toBe(503)
    expect(first.headers.get('retry-after')).toBe('2')
    expect(await first.text()).toContain('Le tableau de bord se prépare')
    expect((await fetch(`http://${http}/api/v1/me`)).status).toBe(401)
    expect((await fetch(`http://${http}/readyz`)).status).toBe(200)
    seen()
    await poll('the dashboard', async () => (await open('/')).status === 200, PATIENT_ms)
    const page = await (await open('/machines/juki-1')).text()
    expect(page).toContain('id="app"')
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1]
    expect((await fetch(`http://${http}${script}`)).headers.get('cache-control')).toContain('immutable')
  })

  test.skipIf(!hasChromium).concurrent('the page that waits turns into the sign-in by itself', async () => {
    const page = await (browser as Browser).newPage()
    page.setDefaultTimeout(PATIENT_ms)
    const refused: string[] = []
    page.on('console', message => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    await page.goto(`http://${http}/`)
    // In one look: it asks for itself again every two seconds
    await page.waitForFunction(() => {
      const heading = document.querySelector('h1')
      return heading?.textContent.includes('se prépare') && getComputedStyle(heading).fontWeight === '400'
    })
    seen()
    await page.locator('#email').waitFor()
    expect(refused).toEqual([])
  })
})
