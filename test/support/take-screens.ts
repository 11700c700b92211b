/** `npm run screens`: the six pictures of the READMEs, anew, from the real demonstration of this hour, in French. */
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { BROWSER } from './dashboard-browser.ts'
import { type Demo, startDemo } from './demo.ts'
import { CHECKOUT } from './navette.ts'

const DESK = { width: 1280, height: 800 }
const READ = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 800 }
/** The demonstration's curves reach back a quarter of an hour at once; what just happened needs people to come. */
const LIVED_MS = 60_000
/** For a machine that has other things to do. */
const PATIENCE_MS = 120_000
const WAITS = '[aria-busy="true"], .waiting, .blank'

type Screen = {
  name: string
  role: string
  path: string
  viewport: typeof DESK
  colorScheme: 'light' | 'dark'
  /** what the picture is of */
  shows: string
}

function screens(month: string): Screen[] {
  return [
    {
      name: 'mur',
      role: 'manager',
      path: '/',
      viewport: DESK,
      colorScheme: 'light',
      shows: '.plan-tag[data-standing=running]',
    },
    {
      name: 'mur-nuit',
      role: 'manager',
      path: '/',
      viewport: DESK,
      colorScheme: 'dark',
      shows: '.plan-tag[data-standing=running]',
    },
    {
      name: 'utilisation',
      role: 'manager',
      path: `/use/${month}`,
      viewport: READ,
      colorScheme: 'light',
      shows: '.use-table',
    },
    {
      name: 'releve',
      role: 'treasurer',
      path: `/periods/${month}`,
      viewport: READ,
      colorScheme: 'light',
      shows: '.share',
    },
    {
      name: 'ce-matin',
      role: 'animateur',
      path: '/morning',
      viewport: PHONE,
      colorScheme: 'light',
      shows: '.morning li',
    },
    {
      name: 'mon-mois',
      role: 'member',
      path: `/me?month=${month}`,
      viewport: PHONE,
      colorScheme: 'dark',
      shows: '.so-far-total',
    },
  ]
}

async function take(browser: Browser, { url, password }: Demo, screen: Screen): Promise<void> {
  const { name, role, path, viewport, colorScheme, shows } = screen
  // what slides onto the thread would be taken half way
  const options: BrowserContextOptions = { locale: 'fr-FR', viewport, colorScheme, reducedMotion: 'reduce' }
  const context = await browser.newContext(options)
  context.setDefaultTimeout(PATIENCE_MS)
  const data = { email: `${role}@gouttes-d-or.example`, password }
  const answer = await context.request.post(`${url}/api/v1/login`, { data, timeout: PATIENCE_MS })
  if (!answer.ok()) throw new Error(`${role} could not sign in: ${answer.status()}`)
  const page = await context.newPage()
  await page.goto(url + path)
  await page.locator(shows).first().waitFor()
  await page.waitForFunction(waits => document.querySelector(waits) === null, WAITS)
  await page.screenshot({ path: join(CHECKOUT, 'docs/screens', `${name}.png`) })
  await context.close()
}

/** The month the demonstration has metered already. */
function lastMonth(): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7)
}

const demo = await startDemo()
const browser = await chromium.launch(BROWSER)
try {
  await new Promise(done => setTimeout(done, LIVED_MS))
  for (const screen of screens(lastMonth())) await take(browser, demo, screen)
} finally {
  await browser.close()
  await demo.end()
}
