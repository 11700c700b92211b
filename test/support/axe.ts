/**
 * axe on a page that is there. AxeBuilder puts axe into the page anew at each call and opens another page to gather what frames said;
 * ours have no frames: put in once for a document and asked directly, it says the same in a third of the time.
 */
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { namelessOn } from './names.ts'

const { source } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as { source: string }

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const BY = { tag: TAGS, rule: ['color-contrast'] }

type Found = { violations: { id: string; nodes: { target: unknown; html: string }[] }[] }
declare const axe: { run(options: object): Promise<Found> }

/** `colours`: after the theme was changed, when nothing else differs. */
export async function axeOn(page: Page, judged: 'all' | 'colours' = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const type = judged === 'all' ? 'tag' : 'rule'
  const options = { runOnly: { type, values: BY[type] }, resultTypes: ['violations'] }
  const { violations } = await page.evaluate(asked => axe.run(asked), options)
  const said = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target} ${html}`).join(' | ')}`,
  )
  return judged === 'all' ? [...said, ...(await namelessOn(page))] : said
}
