/** A page that is not there, or not for this reader: its tab says so too, and there is a way on. */
import { t } from '../i18n/index.ts'
import { Notice } from './notice.tsx'
import { mayGo, me } from './session.ts'
import { useSubject } from './title.ts'

export const NotFound = () => <Lost title={t('app.not-found')} hint={t('app.not-found-hint')} />
export const Forbidden = () => <Lost title={t('error.forbidden')} hint={t('error.forbidden-hint')} />

function Lost({ title, hint }: { title: string; hint: string }) {
  useSubject(title)
  const role = me.value?.role
  return (
    <Notice page title={title} hint={hint}>
      {role !== undefined && mayGo(role, 'wall') ? (
        <a class="button-quiet" href="/">
          {t('app.back-to-wall')}
        </a>
      ) : null}
    </Notice>
  )
}
