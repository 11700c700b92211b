/** A built dashboard, a mock API behind it and Debian's chromium: what the dashboard's end-to-end tests stand on. */
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { Role } from '#server/contract/api.ts'
import { builtDashboard } from './dashboard-build.ts'
import { type MockApi, type MockOptions, mockApi } from './mock-api.ts'

const CHROMIUM = '/usr/bin/chromium'
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** What a page may take: what ends a test is to be what is wrong, not a machine that eight others share. */
export const PATIENT_MS = 90_000
export const BROWSER = { executablePath: CHROMIUM, args: ARGS, timeout: PATIENT_MS }
export const hasChromium = existsSync(CHROMIUM)
/** A Friday afternoon with people at work. */
export const FRIDAY_MS = Date.parse('2026-11-20T14:20:00Z')

export type Stage = {
  mock: MockApi
  open: (path: string, role: Role | null, options?: BrowserContextOptions) => Promise<Page>
  close: () => Promise<void>
}

export async function raiseStage(options: MockOptions = {}): Promise<Stage> {
  const mock = await mockApi({ dist: builtDashboard(), start_ms: FRIDAY_MS, ...options })
  const browser: Browser = await chromium.launch(BROWSER)
  return {
    mock,
    open: (path, role, context) => openPage(browser, mock, path, role, context),
    close: async () => {
      await browser.close()
      await mock.close()
    },
  }
}

async function openPage(
  browser: Browser,
  mock: MockApi,
  path: string,
  role: Role | null,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ locale: 'fr-FR', ...options })
  context.setDefaultTimeout(PATIENT_MS)
  if (role !== null) await context.addCookies([{ name: 'mock', value: role, url: mock.url }])
  const page = await context.newPage()
  await page.goto(mock.url + path)
  return page
}
