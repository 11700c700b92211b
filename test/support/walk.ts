/** One person's walk through the dashboard in one language, width and light: how they sign in, what they press, and that each page they meet is sound. */
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Role } from '#server/contract/api.ts'
import { en } from '../../dashboard/i18n/en.ts'
import type { Language } from '../../dashboard/i18n/format.ts'
import { fr } from '../../dashboard/i18n/fr.ts'
import { phrase, type Values } from '../../dashboard/i18n/phrase.ts'
import { axeOn } from './axe.ts'
import { emailOf, PASSWORD } from './dashboard-real.ts'
import { hasRun, SHIFT_MAX } from './look.ts'
import { CHECKOUT } from './navette.ts'
import { forgiveShifts, shiftOf } from './shifts.ts'

export type Light = 'light' | 'dark'
export type Way = { language: Language; width: number; light: Light; keyboard?: boolean; axe?: boolean }
/** Each language, each width and each light at least once, each journey all three. */
export const WAYS: readonly Way[] = [
  { language: 'fr', width: 360, light: 'light' },
  { language: 'en', width: 820, light: 'dark' },
  { language: 'fr', width: 1920, light: 'dark', keyboard: true },
]
export const viewportOf = (width: number) => ({ width, height: width < 600 ? 780 : 1080 })
/** Git ignores it: what the last run that was asked for pictures saw. They prove nothing, and drawing a whole page takes as long as loading it. */
const SEEN = process.env.NAVETTE_TEST_SEEN === '1' ? join(CHECKOUT, 'tmp/seen') : null
/** 1280 px at 200 % and more: what WCAG 1.4.10 asks to reflow. */
const REFLOW_px = 320
const TABS_MAX = 150

type Lists = { fr: Readonly<Record<string, string>>; en: Readonly<Record<string, string>> }
export type Walk = ReturnType<typeof walkOf>

export function walkOf(page: Page, name: string, way: Way) {
  const { language, width, light, keyboard = false, axe = true } = way
  const wrong: string[] = []
  const say = (key: string, values: Values = {}, lists: Lists = { fr, en }): string =>
    phrase(lists[language], key, values, language)

  /** With the keyboard alone where the way says so: Tab until it has the focus, then Enter. */
  const press = async (what: Locator) => {
    if (!keyboard) return what.click()
    await what.waitFor()
    await tabTo(page, what)
    await page.keyboard.press('Enter')
  }
  const button = (label: string | RegExp, within: Page | Locator = page) =>
    within.getByRole('button', { name: label, exact: true }).first()
  const dialog = () => page.getByRole('dialog')

  return {
    ...{ page, way, say, press, button, dialog, wrong },

    /** The way in, as everybody has it: the language and the light where they are offered. */
    async signIn(role: Role) {
      await page.locator('#email').waitFor()
      if (language === 'en') await page.getByLabel('English').check()
      await page.getByLabel(say('sign-in.email')).fill(emailOf(role))
      await page.getByLabel(say('sign-in.password')).fill(PASSWORD)
      await page.keyboard.press('Enter')
    },

    /** By the pages' own menu, as the role has it: a link, or a group's button and then the link. */
    async go(key: string, group?: string) {
      const link = page.getByRole('navigation').getByRole('link', { name: say(key), exact: true })
      if (group !== undefined) await press(page.getByRole('navigation').getByRole('button', { name: say(group) }))
      await press(link)
    },

    /** What must hold of any page in any state: axe where this way has it, nothing too wide at its width or zoomed, nothing moved, nothing typed ran. */
    async check(state: string) {
      const told = (what: string) => wrong.push(`${name} ${language} ${width} ${light}, ${state}: ${what}`)
      for (const each of axe ? await axeOn(page) : []) told(each)
      const { moved, what } = await shiftOf(page)
      if (moved > SHIFT_MAX) told(`moved by ${moved}: ${what}`)
      if (SEEN !== null)
        await page.screenshot({
          path: join(SEEN, `${name}-${state}-${language}-${width}-${light}.png`),
          fullPage: true,
        })
      for (const [px, over] of await tooWide(page, [width, REFLOW_px])) told(`${over} px too wide at ${px}`)
      await page.setViewportSize(viewportOf(width))
      if (await hasRun(page)) told('ran what somebody typed')
      await forgiveShifts(page)
    },

    /** Leaves as one does, and the light chosen is the one that is there at the next visit. */
    async leave() {
      await press(button(say('app.menu')))
      await press(button(say('sign-out')))
      await page.locator('#email').waitFor()
      await page.context().close()
    },
  }
}

async function tooWide(page: Page, widths: readonly number[]): Promise<[number, number][]> {
  const found: [number, number][] = []
  for (const width of widths) {
    await page.setViewportSize(viewportOf(width))
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) found.push([width, over])
  }
  return found
}

async function tabTo(page: Page, what: Locator): Promise<void> {
  for (let n = 0; n < TABS_MAX; n++) {
    if (await what.evaluate(node => node === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  expect.fail(`the keyboard never came to ${what}`)
}
