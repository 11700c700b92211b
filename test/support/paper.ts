/**
 * A page on paper, and in the reader's own colours: nothing to tap and no way elsewhere, nothing cut at A4; each state still told by its
 * sign and its word, and the one chosen still told from the others.
 */
import type { Page } from 'playwright-core'

/** A4 less its margins (print.css: 16 mm a side), at 96 px an inch. */
const A4 = { width: 673, height: 1_000 }

export async function wrongOnPaper(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? A4
  await page.setViewportSize(A4)
  await page.emulateMedia({ media: 'print' })
  const paper = await page.evaluate(lookAtPaper)
  await page.emulateMedia({ media: 'screen', forcedColors: 'active' })
  const forced = await page.evaluate(lookAtForced)
  await page.emulateMedia({ forcedColors: 'none' })
  await page.setViewportSize(before)
  return [...paper.map(each => `printed: ${each}`), ...forced.map(each => `in forced colours: ${each}`)]
}

function lookAtPaper(): string[] {
  const shown = (selector: string) =>
    [...document.querySelectorAll(selector)].filter(node => node.checkVisibility({ visibilityProperty: true }))
  const told = (node: Element) => `<${node.localName} class="${node.getAttribute('class') ?? ''}">`
  const over_px = document.documentElement.scrollWidth - innerWidth
  const cut = [...document.querySelectorAll('main table')].filter(
    node => node.checkVisibility() && node.getBoundingClientRect().right > innerWidth + 1,
  )
  return [
    ...(over_px > 0 ? [`${over_px} px wider than the sheet`] : []),
    ...cut.map(node => `${told(node)} is cut`),
    ...shown('nav, main .button, main .button-quiet, dialog, .skip').map(node => `${told(node)} is there`),
    ...(shown('h1').length > 0 ? [] : ['has no heading']),
  ]
}

function lookAtForced(): string[] {
  const box = (node: Element | null) => (node?.checkVisibility() ? node.getBoundingClientRect() : null)
  return [...document.querySelectorAll('main .standing')].flatMap(state => {
    if (!state.checkVisibility()) return []
    const [sign, word] = [box(state.querySelector('svg')), box(state.querySelector('.standing-word'))]
    const same = (one: Element | null) =>
      one !== null && getComputedStyle(one).color === getComputedStyle(document.body).backgroundColor
    const wrong = sign === null || sign.width < 8 || word === null || word.width < 8 || same(state)
    return wrong ? [`"${state.textContent}" has lost its sign or its word`] : []
  })
}
