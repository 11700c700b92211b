/**
 * The real server over a small atelier with a month behind it, and one browser with a signed-in person of each role: what is seen
 * here is what a member or a treasurer has on the screen.
 */
import { rmSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { openAccounts } from '#server/cli/accounts.ts'
import { readConfig } from '#server/config.ts'
import type { Role } from '#server/contract/api.ts'
import { addMonths, localDate } from '#server/domain/time.ts'
import { startServer } from '#server/main.ts'
import { AtelierLab } from './atelier-lab.ts'
import { BROWSER, PATIENT_MS } from './dashboard-browser.ts'
import { builtDashboard } from './dashboard-build.ts'
import { watchShifts } from './shifts.ts'
import { STRANGER, smallAtelier } from './small-atelier.ts'

export const PASSWORD = 'toile-et-fil-de-lin'
export const emailOf = (role: Role): string => `${role}@essai.example`
const MEMBER_OF: Record<Role, string | null> = {
  ...{ manager: null, animateur: 'bilal', treasurer: null, member: 'awa', kiosk: null, organisation: null },
}

export type RealStage = {
  url: string
  /** the month that is over and not closed */
  last: string
  /** the one before, closed */
  closed: string
  today: string
  /** What the browser complained of, on any page: scripts that failed, rules of the policy that were broken. */
  complaints: string[]
  open(path: string, role: Role, viewport?: { width: number; height: number }): Promise<Page>
  /** A browser of one's own, where nobody is signed in. */
  visit(options: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

/** Two months back is closed, the last one waits to be settled, and something happened this very hour. */
async function livedIn(today: string): Promise<{ data: string; last: string; closed: string }> {
  const lab = await AtelierLab.open('essai', JSON.stringify(smallAtelier(today)))
  const [last, closed] = [-1, -2].map(n => addMonths(`${today.slice(0, 7)}-01`, n).slice(0, 7)) as [string, string]
  for (const month of [closed, last]) {
    await lab.work({ member: 'awa', machine: 'juki-1', at: `${month}-05T10:00`, minutes: 20 })
    await lab.work({ member: 'chloe', machine: 'juki-1', at: `${month}-06T10:00`, minutes: 15, order: 'cmd-1' })
    await lab.work({ member: 'bilal', machine: 'presse-1', at: `${month}-07T10:00`, minutes: 10, after: 30 })
    await lab.work({ member: 'awa', machine: 'traceur', at: `${month}-08T10:00`, minutes: 12 })
    if (month === closed) await lab.settleAndClose(month)
    // She badged, and the machine never ran: somebody has to say what that was, once in each of the treasurer's walks.
    else
      for (const day of ['09', '12', '13'])
        await lab.work({ member: 'awa', machine: 'presse-1', at: `${month}-${day}T10:00`, minutes: 25, still: true })
  }
  const hour_ms = Date.now() - 40 * 60_000
  const local = (at_ms: number) => new Date(at_ms).toLocaleString('sv', { timeZone: 'Europe/Paris' }).slice(0, 16)
  const at = local(hour_ms).replace(' ', 'T')
  await lab.work({ member: 'awa', machine: 'presse-1', at, minutes: 20, fault: { code: 'thread', minutes: 9 } })
  await lab.show('traceur', local(Date.now() - 60_000).replace(' ', 'T'), STRANGER)
  return { data: await lab.leave(), last, closed }
}

export async function raiseRealStage(): Promise<RealStage> {
  const today = localDate(Date.now(), 'Europe/Paris')
  const { data, last, closed } = await livedIn(today)
  const read = readConfig({
    ...{ NAVETTE_DATA: data, NAVETTE_HTTP: '127.0.0.1:0', NAVETTE_MQTT: '127.0.0.1:0', NAVETTE_LOG: 'fatal' },
  })
  if (read.kind === 'problems') throw new Error(read.problems.join('\n'))
  const config = { ...read.config, dashboard: builtDashboard() }
  const accounts = await openAccounts(config)
  for (const role of Object.keys(MEMBER_OF) as Role[])
    await accounts.createUser({
      ...{ email: emailOf(role), password: PASSWORD, name: `Compte ${role}`, role, member: MEMBER_OF[role] },
      organisation: role === 'organisation' ? 'colibri' : null,
    })
  await accounts.close()
  const [server, browser] = await Promise.all([startServer(config), chromium.launch(BROWSER)])
  const url = `http://${server.http}`
  const complaints: string[] = []
  const people = new Map<Role, Promise<BrowserContext>>()
  const listen = (page: Page) => {
    const told = (text: string) => complaints.push(`${new URL(page.url()).pathname}: ${text}`)
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) told(message.text())
    })
    page.on('pageerror', error => told(error.message))
  }
  return {
    ...{ url, last, closed, today, complaints },
    async open(path, role, viewport = { width: 360, height: 780 }) {
      const known = people.get(role) ?? signedIn(browser, url, role)
      people.set(role, known)
      const page = await (await known).newPage()
      await page.setViewportSize(viewport)
      listen(page)
      await page.goto(url + path)
      return page
    },
    async visit(options) {
      const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce', ...options })
      context.setDefaultTimeout(PATIENT_MS)
      await context.addInitScript(watchShifts)
      const page = await context.newPage()
      listen(page)
      await page.goto(url)
      return page
    },
    async close() {
      await browser.close()
      await server.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** A role signs in once; its pages are tabs beside one another. */
async function signedIn(browser: Browser, url: string, role: Role): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'fr-FR', colorScheme: 'light', reducedMotion: 'reduce' })
  const data = { email: emailOf(role), password: PASSWORD }
  context.setDefaultTimeout(PATIENT_MS)
  const answer = await context.request.post(`${url}/api/v1/login`, { data })
  if (answer.status() !== 200) throw new Error(`${role} could not sign in: ${answer.status()}`)
  await context.addInitScript(watchShifts)
  return context
}
