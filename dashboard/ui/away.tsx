import { useEffect } from 'preact/hooks'
import { t } from '../i18n/index.ts'
import { Icon } from './icons.tsx'
import { Notice } from './notice.tsx'

const FIRST_MS = 2_000
const MOST_MS = 15_000

/** The shell without its server: nothing is shown in place of what is not there, and it asks again by itself. */
export function Away({ again }: { again: () => Promise<void> }) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const ask = () => void again()
    const askLater = (wait_ms: number) => {
      timer = setTimeout(() => void again().then(() => askLater(Math.min(MOST_MS, wait_ms * 1.5))), wait_ms)
    }
    askLater(FIRST_MS)
    addEventListener('online', ask)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', ask)
    }
  }, [])
  return (
    <div class="shell shell-bare">
      <main id="content">
        <Notice title={t(navigator.onLine ? 'away.server' : 'away.device')} hint={t('away.hint')} page>
          <p class="notice-hint">{t('away.missing')}</p>
          <p class="away-trying" role="status">
            <Icon sign="unlink" /> {t('away.trying')}
          </p>
          <button type="button" class="button" onClick={() => void again()}>
            {t('away.again')}
          </button>
        </Notice>
      </main>
    </div>
  )
}
