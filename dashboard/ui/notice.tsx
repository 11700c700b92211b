import type { ComponentChildren } from 'preact'
import { ApiError } from '../api/client.ts'
import { t } from '../i18n/index.ts'
import { Shuttle } from './icons.tsx'

type Props = { title: string; hint?: string; children?: ComponentChildren; alert?: boolean; page?: boolean }

/** An empty, lost or refused page: one sentence, what to do, and the shuttle at rest. `page`: it is all the page has. */
export const Notice = ({ title, hint, children, alert = false, page = false }: Props) => (
  <div class="notice" role={alert ? 'alert' : undefined}>
    <Shuttle />
    {page ? <h1 class="notice-title">{title}</h1> : <p class="notice-title">{title}</p>}
    {hint === undefined ? null : <p class="notice-hint">{hint}</p>}
    {children}
  </div>
)

export function sayError(error: unknown): string {
  if (!(error instanceof ApiError)) return t('error.server', { status: '—' })
  if (error.status === 0) return t('error.network')
  if (error.status === 401) return t('error.signed-out')
  if (error.status === 403) return t('error.forbidden')
  if (error.status === 404) return t('error.missing')
  if (error.status === 409) return t('error.already')
  if (error.status === 503) return t('error.busy')
  if (error.status >= 400 && error.status < 500) return t('error.unacceptable', { status: error.status })
  return t('error.server', { status: error.status })
}

/** Where the server judged what was written, its own reason helps more than ours. */
export const sayRefused = (error: unknown): string =>
  error instanceof ApiError && [409, 415, 422].includes(error.status) && error.detail !== null
    ? t('error.said', { detail: error.detail })
    : sayError(error)

/** Only reading was asked: what is refused then was never « already done » by somebody else, so the server's reason is told. */
export const Failure = ({ error, again, page = false }: { error: unknown; again: () => void; page?: boolean }) => (
  <Notice title={sayRefused(error)} alert page={page}>
    <button type="button" class="button" onClick={again}>
      {t('app.retry')}
    </button>
  </Notice>
)

/** Holds the room that the content will take, so that nothing jumps when it comes. `page`: it is all the page has. */
export const Waiting = ({ height_rem, page = false }: { height_rem: number; page?: boolean }) => (
  <div class="waiting" style={{ minHeight: `${height_rem}rem` }} aria-busy="true">
    {page ? <h1 class="sr">{t('app.loading')}</h1> : <span class="sr">{t('app.loading')}</span>}
  </div>
)
