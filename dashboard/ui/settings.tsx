import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { ApiError } from '../api/client.ts'
import { logout } from '../api/endpoints.ts'
import type { Language } from '../i18n/format.ts'
import { chooseLanguage, language, t } from '../i18n/index.ts'
import { Icon } from './icons.tsx'
import { sayError } from './notice.tsx'
import { me } from './session.ts'
import { chooseTheme, THEMES, theme } from './theme.ts'

const LANGUAGES: Record<Language, string> = { fr: 'Français', en: 'English' }

/** Light and language, as two rows of choices; used in the header's popover and on the sign-in page. */
export const Choices = () => (
  <div class="choices">
    <fieldset>
      <legend>{t('theme.label')}</legend>
      {THEMES.map(option => (
        <label key={option}>
          <input type="radio" name="theme" checked={theme.value === option} onChange={() => chooseTheme(option)} />
          <span>{t(`theme.${option}`)}</span>
        </label>
      ))}
    </fieldset>
    <fieldset>
      <legend>{t('language.label')}</legend>
      {(['fr', 'en'] as const).map(option => (
        <label key={option} lang={option}>
          <input
            type="radio"
            name="language"
            checked={language.value === option}
            onChange={() => void chooseLanguage(option)}
          />
          <span>{LANGUAGES[option]}</span>
        </label>
      ))}
    </fieldset>
  </div>
)

export function Settings() {
  const { route } = useLocation()
  const refused = useSignal<string | null>(null)
  /** Only the server can end a session: one that was not reached has ended nothing, and the reader must know. */
  const leave = async () => {
    try {
      await logout()
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) {
        refused.value = sayError(error)
        return
      }
    }
    route('/')
    me.value = null
  }
  return (
    <>
      <button type="button" class="button-bare" popovertarget="settings" aria-label={t('app.menu')}>
        <Icon sign="menu" />
      </button>
      <div id="settings" class="settings" popover="auto">
        <p class="settings-who">
          <strong>{me.value?.name}</strong>
          <span>{me.value?.email}</span>
        </p>
        <Choices />
        <button type="button" class="button-quiet" onClick={() => void leave()}>
          {t('sign-out')}
        </button>
        <p class="form-error" role="alert">
          {refused.value}
        </p>
      </div>
    </>
  )
}
