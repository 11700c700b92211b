import { signal } from '@preact/signals'
import { recall, remember } from './memory.ts'

export type Theme = 'auto' | 'light' | 'dark'
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark']

const saved = recall('theme')
export const theme = signal<Theme>(saved === 'light' || saved === 'dark' ? saved : 'auto')

/** `public/theme.js` does the same before the first paint; here it follows the switch. */
export function chooseTheme(next: Theme): void {
  theme.value = next
  remember('theme', next)
  if (next === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
}
