/**
 * The session ended while a page was open. Whoever sits there signs in over it and finds what was being written; what the page
 * shows is covered meanwhile, for it may no longer be theirs to see.
 */
import { useEffect, useId, useRef } from 'preact/hooks'
import type { Me } from '#server/contract/api.ts'
import { settleSignIn } from '../../api/signed-out.ts'
import { tellTabs } from '../../api/tabs.ts'
import { t } from '../../i18n/index.ts'
import { me } from '../../ui/session.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Somebody else: nothing of the page, nor what was written on it, is theirs. */
function goOn(reader: Me): void {
  tellTabs(reader.id)
  if (reader.id === me.peek()?.id) settleSignIn(true)
  else location.reload()
}

function leave(): void {
  settleSignIn(false)
  me.value = null
}

export function SignInAgain() {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const was = document.activeElement
    ref.current?.showModal()
    ref.current?.querySelector<HTMLInputElement>('[type=password]')?.focus()
    return () => {
      if (was instanceof HTMLElement) was.focus()
    }
  }, [])
  return (
    // Escape is no answer: what lies beneath stays covered.
    <dialog ref={ref} class="sign-in-again" aria-labelledby={titleId} onClose={() => ref.current?.showModal()}>
      <div class="sign-in-sheet">
        <h1 id={titleId}>{t('sign-in.again')}</h1>
        <p class="sign-in-lead">{t('sign-in.again-lead')}</p>
        <SignInForm known={me.peek()?.email ?? ''} onSigned={goOn}>
          <button type="button" class="button-quiet button-wide" onClick={leave}>
            {t('sign-in.leave')}
          </button>
        </SignInForm>
      </div>
    </dialog>
  )
}
