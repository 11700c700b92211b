import type { UseView } from '#server/contract/books.ts'
import { duration } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { Choice, textOf } from '../../ui/form/fields.tsx'
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
  return (
    <ReasonDialog
      title={b('mine.contest-title')}
      reason={{ label: b('mine.contest-why'), hint: b('mine.contest-hint'), missing: b('mine.contest-missing') }}
      action={b('mine.contest-do')}
      say={sayRefused}
      onConfirm={(why, form) => onSend(textOf(form, 'session'), why)}
      onClose={onClose}
    >
      <p>{b('mine.contest-lead')}</p>
      <Choice
        name="session"
        label={b('mine.contest-which')}
        value={sessions[0]?.id ?? ''}
        options={sessions.map(use => ({
          id: use.id,
          name: `${whenWords(use.start, null)}, ${machineName(use.machine)}, ${duration(use.running_ms, language.value)}`,
        }))}
      />
    </ReasonDialog>
  )
}
