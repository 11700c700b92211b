import { signal } from '@preact/signals'
import { recall, remember } from './memory.ts'

export type Theme = 'auto' | 'light' | 'dark'
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark']

export function preferredTheme(): Theme {
  const saved = recall('theme')
  return saved === 'light' || saved === 'dark' ? saved : 'auto'
}

export const theme = signal<Theme>(preferredTheme())

/** `public/theme.js` does the same before the first paint; here it follows the switch. */
export function showTheme(next: Theme): void {
  theme.value = next
  if (next === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
}

export function chooseTheme(next: Theme): void {
  remember('theme', next)
  showTheme(next)
}
