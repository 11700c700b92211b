import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../i18n/index.ts'
import { Icon } from './icons.tsx'

type Props = { title: string; children: ComponentChildren; onClose: () => void; drawer?: boolean }

/** The browser's own modal dialog: focus is kept inside, Escape closes, focus returns where it was. */
export function Dialog({ title, children, onClose, drawer = false }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const opener = document.activeElement
    ref.current?.showModal()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  const onBackdrop = (event: MouseEvent) => {
    if (event.target === ref.current) ref.current?.close()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click outside is a convenience; Escape and the button do the same.
    <dialog
      ref={ref}
      class={drawer ? 'drawer' : 'dialog'}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={onBackdrop}
    >
      <div class="dialog-sheet">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" class="button-bare" aria-label={t('app.close')} onClick={() => ref.current?.close()}>
            <Icon sign="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
