/** What moved on a page without being asked to (Layout Instability API), told apart from news that makes room for itself. */
import type { Page } from 'playwright-core'

export type Moved = { moved: number; what: string }

/**
 * For `addInitScript`. Three things may move what is there, and do not count: what a person just pressed (the browser says so
 * itself), a line that slides onto the thread of what happened, and news: a fault, a lock or a session that came or went while
 * its list was already there. What is forgiven is the frame that shows it, however late a loaded machine paints that.
 */
export function watchShifts(): void {
  type Source = { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: Source[] }
  const lists = [
    // drawn as soon as the floor is known, when the plan may still be on its way
    { within: '.attention[data-none]', lines: '.attention li', says: '.attention-what' },
    { within: '.troubles', lines: '.trouble', says: 'strong, small' },
    { within: 'table.sessions', lines: 'table.sessions tbody tr', says: '.cell-start, .cell-end' },
  ].map(list => ({ ...list, before: null as string | null }))
  const saidBy = ({ within, lines, says }: (typeof lists)[number]): string | null => {
    if (document.querySelector(within) === null) return null
    const words = [...document.querySelectorAll(lines)].flatMap(line => [...line.querySelectorAll(says)])
    return words.map(each => each.textContent).join('\n')
  }
  const frames: { from_ms: number; to_ms: number }[] = []
  const forgiveNextFrame = () => {
    const frame = { from_ms: performance.now(), to_ms: Number.POSITIVE_INFINITY }
    frames.push(frame)
    const close = () => {
      frame.to_ms = performance.now()
    }
    requestAnimationFrame(() => requestAnimationFrame(close))
  }
  new MutationObserver(() => {
    for (const list of lists) {
      const said = saidBy(list)
      if (list.before !== null && said !== null && said !== list.before) forgiveNextFrame()
      list.before = said
    }
  }).observe(document, { childList: true, subtree: true, characterData: true })

  // A line that has left the thread since is no node any more.
  const ofThread = (node: Node | null) => node === null || node.parentElement?.closest('.stream') != null
  const byThread = (sources: Shift['sources']) =>
    sources.some(({ node }) => node !== null) && sources.every(({ node }) => ofThread(node))
  const byNews = ({ startTime }: Shift) =>
    frames.some(({ from_ms, to_ms }) => from_ms <= startTime && startTime <= to_ms)
  let moved = 0
  let what: string[] = []
  const tell = () => {
    document.documentElement.dataset.moved = String(moved)
    document.documentElement.dataset.movedWhat = what.join(' | ')
  }
  addEventListener('navette:forgive', () => {
    moved = 0
    what = []
    tell()
  })
  const named = (node: Node | null) =>
    node instanceof Element
      ? `${node.tagName}.${node.className}`
      : `${node?.textContent} in ${node?.parentElement?.className}`
  const at = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(' ')
  const told = ({ node, previousRect, currentRect }: Source) =>
    `${named(node)} (${at(previousRect)} → ${at(currentRect)})`
  new PerformanceObserver(list => {
    for (const shift of list.getEntries() as Shift[]) {
      if (shift.hadRecentInput || byThread(shift.sources) || byNews(shift)) continue
      moved += shift.value
      what.push(`${shift.value.toFixed(3)} ${shift.sources.map(told).join(', ')}`)
    }
    tell()
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Since the page came, or since it was last forgiven. */
export const shiftOf = async (page: Page): Promise<Moved> => {
  const html = page.locator('html')
  const moved = Number((await html.getAttribute('data-moved')) ?? '0')
  return { moved, what: (await html.getAttribute('data-moved-what')) ?? '' }
}

/** From here on nothing may move: after an act that is meant to, or before the next of several states of one page. */
export const forgiveShifts = (page: Page): Promise<boolean> =>
  page.evaluate(() => dispatchEvent(new Event('navette:forgive')))
