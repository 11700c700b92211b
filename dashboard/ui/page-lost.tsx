import { useSignal, useSignalEffect } from '@preact/signals'
import { t } from '../i18n/index.ts'
import { link } from '../live/connection.ts'
import { Notice } from './notice.tsx'

const reload = () => location.reload()

/** A script that failed stays failed for the document: only reading it anew helps. Nothing was typed here that could be lost. */
export function PageLost() {
  const wasLost = useSignal(false)
  useSignalEffect(() => {
    if (link.value === 'lost') wasLost.value = true
    else if (link.value === 'live' && wasLost.peek()) reload()
  })
  return (
    <Notice title={t('page.lost')} hint={t('page.lost-hint')} alert page>
      <button type="button" class="button" onClick={reload}>
        {t('page.reload')}
      </button>
    </Notice>
  )
}
