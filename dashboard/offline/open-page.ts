/** The page that is open, as far as its next version is concerned. */
import type { Use } from './quiet.ts'

export type OpenPage = {
  use(): Use
  /** the script it began with */
  entry(): string | null
  /** the page as the server gives it now; empty when it gives none */
  served(): Promise<string>
  /** another service worker has taken over */
  onWorker(taken: () => void): void
  reload(): void
}

export function openPage(): OpenPage {
  let touched_ms = performance.now()
  const touch = () => {
    touched_ms = performance.now()
  }
  for (const use of ['pointerdown', 'keydown', 'wheel']) addEventListener(use, touch, { capture: true, passive: true })
  return {
    use() {
      const typing = document.activeElement?.matches('input, textarea, select') === true
      const busy = typing || document.querySelector('dialog[open]') !== null
      return { path: location.pathname, idle_ms: performance.now() - touched_ms, busy }
    },
    entry: () => document.querySelector('script[type=module]')?.getAttribute('src') ?? null,
    served: () =>
      fetch(location.pathname, { headers: { accept: 'text/html' }, cache: 'no-store' })
        .then(answer => (answer.ok ? answer.text() : ''))
        .catch(() => ''),
    onWorker: taken => navigator.serviceWorker.addEventListener('controllerchange', taken),
    reload: () => location.reload(),
  }
}
