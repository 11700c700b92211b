import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { UseView } from '#server/contract/books.ts'
import { duration } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { b } from '../periods/texts.ts'
import { whenWords } from '../periods/words.ts'

/** A session as this month's use or the session itself tells it. */
export type Contestable = Pick<UseView, 'id' | 'start' | 'machine' | 'running_ms'>

type Props = {
  sessions: readonly Contestable[]
  machineName: (id: string) => string
  onSend: (session: string, reason: string) => Promise<void>
  onClose: () => void
}

/** "That was not me": which session, and why. */
export function ContestDialog({ sessions, machineName, onSend, onClose }: Props) {
  const which = useSignal(sessions[0]?.id ?? '')
  const id = useId()
  return (
    <ReasonDialog
      title={b('mine.contest-title')}
      reason={{ label: b('mine.contest-why'), hint: b('mine.contest-hint'), missing: b('mine.contest-missing') }}
      action={b('mine.contest-do')}
      say={sayRefused}
      onConfirm={why => onSend(which.value, why)}
      onClose={onClose}
    >
      <p>{b('mine.contest-lead')}</p>
      <div class="field">
        <label for={id}>{b('mine.contest-which')}</label>
        <select
          id={id}
          value={which.value}
          onChange={event => {
            which.value = event.currentTarget.value
          }}
        >
          {sessions.map(use => (
            <option key={use.id} value={use.id}>
              {`${whenWords(use.start, null)}, ${machineName(use.machine)}, ${duration(use.running_ms, language.value)}`}
            </option>
          ))}
        </select>
      </div>
    </ReasonDialog>
  )
}
