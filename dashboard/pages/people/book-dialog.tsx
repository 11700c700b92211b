import type { MachineView } from '#server/contract/api.ts'
import { ApiError } from '../../api/client.ts'
import { book, listMembers } from '../../api/people.ts'
import { type Day, momentOn } from '../../time/zone.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { useLoad } from '../../ui/load.ts'
import { me, timezone } from '../../ui/session.ts'
import { w } from './texts.ts'

/** `choosesDay`: the dialog stands on its own, and not over a day. */
type Props = { machine: MachineView; day: Day; choosesDay?: boolean; onDone: () => void; onClose: () => void }

export function BookDialog({ machine, day, choosesDay = false, onDone, onClose }: Props) {
  const reader = me.value
  const floor = reader?.role === 'manager' || reader?.role === 'animateur'
  const members = useLoad('members', () => (floor ? listMembers() : Promise.resolve([])))
  const moment = (form: FormData, name: string) => momentOn(textOf(form, 'day') || day, textOf(form, name), timezone())
  const options = [
    ...(reader?.member == null ? [] : [{ id: reader.member, name: w('book.for-me') }]),
    ...(members.value ?? []).filter(one => one.state === 'active' && one.id !== reader?.member),
  ]
  return (
    <FormDialog
      title={w('book.do-title', { machine: machine.name })}
      action={w('book.do')}
      onClose={onClose}
      check={form => (moment(form, 'until') <= moment(form, 'from') ? { until: w('book.order') } : null)}
      onSend={async form => {
        const member = textOf(form, 'member')
        try {
          await book({
            machine: machine.id,
            from: new Date(moment(form, 'from')).toISOString(),
            until: new Date(moment(form, 'until')).toISOString(),
            ...(member === '' ? {} : { member }),
          })
        } catch (error) {
          // Somebody was quicker: the day behind the dialog is shown as it is now
          if (error instanceof ApiError && error.status === 409) {
            onDone()
            throw new ApiError(409, w('book.conflict'))
          }
          throw error
        }
        onDone()
      }}
    >
      {choosesDay ? <Field name="day" type="date" label={w('book.day')} value={day} required /> : null}
      <div class="book-times">
        <Field name="from" type="time" label={w('book.from')} value="09:00" required />
        <Field name="until" type="time" label={w('book.until')} value="11:00" required />
      </div>
      {floor && options.length > 0 ? <Choice name="member" label={w('book.for')} options={options} /> : null}
      <p class="hint">{w('book.grace')}</p>
    </FormDialog>
  )
}
