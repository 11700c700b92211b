/** What is wrong with a page that is there, as a person would meet it: axe in both themes, what moved, what is too wide, what ran. */
import type { Page } from 'playwright-core'
import { axeOn } from './axe.ts'
import { wrongOnPaper } from './paper.ts'
import { shiftOf } from './shifts.ts'

/** Less than a hundredth of the screen by its own height: nobody sees it. */
export const SHIFT_MAX = 0.01

export async function wrongWith(page: Page, widths_px: readonly number[]): Promise<string[]> {
  const wrong = await axeInBoth(page)
  const { moved, what } = await shiftOf(page)
  if (moved > SHIFT_MAX) wrong.push(`moved by ${moved}: ${what}`)
  for (const width of widths_px) {
    await page.setViewportSize({ width, height: 900 })
    const over_px = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over_px > 0) wrong.push(`${over_px} px too wide at ${width}`)
  }
  wrong.push(...(await wrongOnPaper(page)))
  if (await hasRun(page)) wrong.push('ran what somebody typed')
  return wrong
}

/** Whether markup that somebody typed as a name or a reason became part of a page (small-atelier.ts, HOSTILE). */
export const hasRun = (page: Page): Promise<boolean> => page.evaluate(() => 'pwned' in window)

/** In the dark nothing but colours differs. */
export async function axeInBoth(page: Page): Promise<string[]> {
  const light = await axeOn(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await axeOn(page, 'colours')
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark]
}
