import { useLocation } from 'preact-iso'
import { Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { newMember } from './new-member.ts'
import { w } from './texts.ts'

export function AddDialog({ onClose }: { onClose: () => void }) {
  const { route } = useLocation()
  return (
    <FormDialog
      title={w('add.title')}
      action={w('add.save')}
      onClose={onClose}
      onSend={async form => {
        const charter = textOf(form, 'charter')
        const made = await newMember({
          name: textOf(form, 'name'),
          ...(charter === '' ? {} : { charter_signed: charter }),
        })
        route(`/members/${made.id}`)
      }}
    >
      <Field name="name" label={w('add.name')} required hint={w('add.hint')} />
      <Field name="charter" type="date" label={w('add.charter')} />
    </FormDialog>
  )
}
