/** Light and language chosen in one tab hold in the others: the browser tells each what another one wrote. */
import { preferredLanguage, setLanguage } from '../i18n/index.ts'
import { preferredTheme, showTheme } from './theme.ts'

export const followChoices = (): void =>
  addEventListener('storage', ({ key }) => {
    if (key === 'navette.theme') showTheme(preferredTheme())
    if (key === 'navette.language') void setLanguage(preferredLanguage())
  })
