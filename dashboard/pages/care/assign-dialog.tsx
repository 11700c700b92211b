/** Giving a fault to somebody of the team. */
import type { FaultView } from '#server/contract/api.ts'
import { assignFault, team } from '../../api/care.ts'
import { Choice, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { c } from './texts.ts'

type Props = { fault: FaultView; done: (deed: Promise<unknown>) => Promise<unknown>; onClose: () => void }

export function AssignDialog({ fault, done, onClose }: Props) {
  const people = useLoad('team', team)
  return (
    <FormDialog
      title={c('assign-to')}
      action={c('assign-do')}
      onSend={form => done(assignFault(fault.id, textOf(form, 'to') || null))}
      onClose={onClose}
    >
      {people.is === 'failed' ? (
        <Failure error={people.error} again={people.again} />
      ) : people.value === null ? (
        <Waiting height_rem={6} />
      ) : (
        <>
          <Choice
            name="to"
            label={c('assign-who')}
            value={fault.assigned_to ?? ''}
            options={[{ id: '', name: c('assign-nobody') }, ...people.value.items]}
          />
          <p class="hint">{c('assign-hint')}</p>
        </>
      )}
    </FormDialog>
  )
}
