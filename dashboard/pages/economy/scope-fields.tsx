/** For whom and for which machines a price or a cost holds: chosen among those there are. Nothing chosen: all. */
import { useId } from 'preact/hooks'
import type { CategoryView } from '#server/contract/people.ts'
import { sayKind } from '../../i18n/slugs.ts'
import { floor } from '../../live/connection.ts'
import { Checks, Choice, Field } from '../../ui/form/fields.tsx'
import { w } from './texts.ts'

export const CategoryField = ({ categories }: { categories: readonly CategoryView[] }) => (
  <Choice
    name="category"
    label={w('form.category')}
    value=""
    options={[{ id: '', name: w('form.every-category') }, ...categories]}
  />
)

export const machinesHere = () => [...floor.value.machines.values()].toSorted((a, b) => a.name.localeCompare(b.name))

export const MachinesField = () => <Checks name="machines" label={w('form.machines')} options={machinesHere()} />

/** In the workshop's own words, those of its machines offered. */
export function KindsField() {
  const id = useId()
  return (
    <>
      <Field name="kinds" label={w('form.kinds')} list={id} />
      <datalist id={id}>
        {[...new Set(machinesHere().map(({ kind }) => kind))].map(kind => (
          <option key={kind} value={sayKind(kind)} />
        ))}
      </datalist>
    </>
  )
}
