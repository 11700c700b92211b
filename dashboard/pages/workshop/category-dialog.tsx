/** What a member can be: its name, and who is in it by themselves for their first months. */
import type { CategorySettings } from '#server/contract/workshop.ts'
import { putCategory } from '../../api/workshop.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { freeId } from '../people/free-id.ts'
import type { DialogProps } from './machine-dialog.tsx'
import { numberOf, sayNumber } from './say.ts'
import { w } from './texts.ts'

type Props = DialogProps & { category: CategorySettings | null }

export function CategoryDialog({ category, all, onDone, onClose }: Props) {
  const others = all.categories.filter(({ id }) => id !== category?.id)
  const monthsOf = (form: FormData): number | null => numberOf(textOf(form, 'months'))
  return (
    <FormDialog
      title={category === null ? w('category.add') : w('category.of', { name: category.name })}
      action={w('save')}
      check={form => {
        const months = monthsOf(form)
        return months === null || (Number.isInteger(months) && months > 0) ? null : { months: w('category.not-months') }
      }}
      onClose={onClose}
      onSend={async form => {
        const name = textOf(form, 'name')
        const id =
          category?.id ??
          freeId(
            name,
            all.categories.map(one => one.id),
          )
        const months = monthsOf(form)
        const first_months = months === null ? null : { months, of: textOf(form, 'of') || null }
        onDone(await putCategory(id, { name, first_months }))
      }}
    >
      <Field name="name" label={w('name')} value={category?.name ?? ''} required />
      <Field
        name="months"
        label={w('category.months')}
        value={sayNumber(category?.first_months?.months ?? null)}
        hint={w('category.months-hint')}
      />
      <Choice
        name="of"
        label={w('category.whose')}
        value={category?.first_months?.of ?? ''}
        options={[{ id: '', name: w('category.anybody') }, ...others]}
      />
    </FormDialog>
  )
}
