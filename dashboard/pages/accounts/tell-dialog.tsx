/** What is told once: a first password, or the link by which its owner chooses one. */
import { useSignal } from '@preact/signals'
import { Dialog } from '../../ui/dialog.tsx'
import { a } from './texts.ts'

export type Told = { kind: 'password' | 'link'; name: string; email: string; secret: string }

/** Behind the #, which browsers send to no server: it stands in no log. */
export const linkOf = (token: string): string => `${location.origin}/welcome#${token}`

export function TellDialog({ told, onClose }: { told: Told; onClose: () => void }) {
  const copied = useSignal(false)
  const { kind, name, email, secret } = told
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => {
        copied.value = true
      },
      () => {},
    )
  return (
    <Dialog title={a(`told-${kind}`, { name })} onClose={onClose}>
      <div class="reason">
        <p>{a(`told-${kind}-lead`, { email })}</p>
        <p class="accounts-secret">
          <code>{secret}</code>
        </p>
        <p class="hint" role="status">
          {copied.value ? a('copied') : a('told-once')}
        </p>
        <div class="dialog-acts">
          <button type="button" class="button-quiet" onClick={copy}>
            {a('copy')}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {a('noted')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
