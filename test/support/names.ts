/**
 * What axe leaves to people: a table, a region or a dialog that somebody who hears the page could not tell from the next one, and two
 * chapters of one name (WCAG 1.3.1, 2.4.6). In the page itself.
 */
import type { Page } from 'playwright-core'

export const namelessOn = (page: Page): Promise<string[]> => page.evaluate(lookForNames)

function lookForNames(): string[] {
  const textOf = (ids: string | null): string =>
    (ids ?? '')
      .split(' ')
      .map(id => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim()
  const isNamed = (node: Element): boolean =>
    [
      node.getAttribute('aria-label'),
      textOf(node.getAttribute('aria-labelledby')),
      node.querySelector('caption')?.textContent,
    ].some(name => (name ?? '').trim() !== '')
  const shown = (selector: string) => [...document.querySelectorAll(selector)].filter(node => node.checkVisibility())
  const nameless = shown('table, [role=region], [role=table], [role=grid], dialog[open], section[aria-labelledby]')
    .filter(node => !isNamed(node))
    .map(node => `a ${node.localName} of class "${node.getAttribute('class') ?? ''}" has no name`)
  const seen = new Set<string>()
  const twice = shown('h1, h2').flatMap(node => {
    // within an entry of a list, the list tells them apart
    const name =
      node.closest('li, article article') === null ? `${node.localName} ${(node.textContent ?? '').trim()}` : ''
    if (name === '' || !seen.has(name)) {
      seen.add(name)
      return []
    }
    return [`there are two of ${name}`]
  })
  return [...nameless, ...twice]
}
