/**
 * What a page asks of hands: whatever can be reached by Tab shows that it has the focus (WCAG 2.4.7), in the order it is read in (2.4.3),
 * with nothing lying over it (2.4.11), and is large enough for a finger (2.5.8). In the page itself, in one go: a Tab each would take minutes.
 */
import type { Page } from 'playwright-core'

export const wrongForHands = (page: Page): Promise<string[]> => page.evaluate(lookForHands)

function lookForHands(): string[] {
  const TARGET_px = 24
  const REACHED =
    'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, summary, [tabindex="0"]'
  const wrong: string[] = []
  const say = (node: Element, what: string) => {
    const name = node.getAttribute('aria-label') ?? node.textContent ?? ''
    wrong.push(`<${node.localName} class="${node.getAttribute('class') ?? ''}"> ${name.trim().slice(0, 40)}: ${what}`)
  }
  const outlined = (node: Element | null): boolean => {
    if (node === null) return false
    for (const pseudo of [null, '::before', '::after']) {
      const { outlineStyle, outlineWidth } = getComputedStyle(node, pseudo)
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) return true
    }
    return false
  }
  /** The link in a heading fills its card, a hidden radio is drawn by its label. */
  const boxOf = (node: HTMLElement): DOMRect => {
    const own = node.getBoundingClientRect()
    const whole = node instanceof HTMLInputElement ? (node.labels?.[0] ?? null) : node.closest('.cloth')
    return whole !== null && own.height < TARGET_px ? whole.getBoundingClientRect() : own
  }
  const inSentence = (node: Element): boolean =>
    node.localName === 'a' &&
    getComputedStyle(node).display === 'inline' &&
    (node.parentElement?.textContent ?? '').trim() !== (node.textContent ?? '').trim()
  const reached = [...document.querySelectorAll<HTMLElement>(REACHED)].filter(
    node => node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && node.tabIndex >= 0,
  )
  const before = document.activeElement
  for (const node of reached) {
    if (node.tabIndex > 0) say(node, 'has an order of its own')
    if (node.matches('.skip')) continue
    node.focus({ focusVisible: true } as FocusOptions)
    if (document.activeElement !== node) {
      say(node, 'cannot take the focus')
      continue
    }
    if (![node, node.nextElementSibling, node.parentElement].some(outlined)) say(node, 'does not show its focus')
    const { left, top, width, height } = boxOf(node)
    if (Math.min(width, height) < TARGET_px && !inSentence(node))
      say(node, `${Math.round(width)} × ${Math.round(height)} px`)
    const over = document.elementFromPoint(left + width / 2, top + height / 2)
    const owns = [node.closest('label, summary, .cloth') ?? node, ...((node as HTMLInputElement).labels ?? [])]
    if (over === null || !(owns.some(own => own.contains(over)) || over.contains(node)))
      say(node, `lies under ${over?.className ?? 'the edge'}`)
  }
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  scrollTo(0, 0)
  return [...new Set(wrong)]
}
