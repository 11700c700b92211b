import { putEvent } from '../../api/people.ts'
import { sayQualification } from '../../i18n/slugs.ts'
import { serverNow } from '../../time/now.ts'
import { addDays, dayOf, momentOn } from '../../time/zone.ts'
import { Checks, Choice, Field, Tick, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { me, timezone } from '../../ui/session.ts'
import { centsOf } from '../economy/head.tsx'
import { freeId } from '../people/free-id.ts'
import { type Around, keepsBooks } from './events.tsx'
import { e } from './texts.ts'

type Props = { around: Around; onDone: () => void; onClose: () => void }

const moment = (form: FormData, end: 'from' | 'until'): number =>
  momentOn(textOf(form, 'day'), textOf(form, end), timezone())

function wrongWith(form: FormData): Wrong {
  return {
    ...(form.getAll('machines').length === 0 ? { machines: e('form.no-machine') } : {}),
    ...(moment(form, 'until') <= moment(form, 'from') ? { until: e('form.order') } : {}),
    ...wrongIn(form, ['subsidy_cents'], text => text !== '' && centsOf(text) === null, e('form.not-money')),
  }
}

/** Fields are named as in the body, so that what the server refuses is said where it was written. */
export function EventDialog({ around, onDone, onClose }: Props) {
  const tomorrow = addDays(dayOf(serverNow(), timezone()), 1)
  const people = around.members
    .filter(one => one.state === 'active')
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
  const taught = [...new Set(around.machines.flatMap(({ qualification }) => qualification ?? []))].sort()
  return (
    <FormDialog
      title={e('add')}
      action={e('form.save')}
      check={wrongWith}
      onClose={onClose}
      onSend={async form => {
        const taken = around.events.map(({ id }) => id)
        await putEvent(freeId(`${textOf(form, 'day')} ${textOf(form, 'name')}`, taken), bodyOf(form))
        onDone()
      }}
    >
      <Field name="name" label={e('form.name')} required />
      <Choice
        name="kind"
        label={e('form.kind')}
        value="training"
        options={(['training', 'group'] as const).map(id => ({ id, name: e(id) }))}
      />
      <Field name="day" type="date" label={e('form.day')} value={tomorrow} required />
      <div class="book-times">
        <Field name="from" type="time" label={e('form.from')} value="14:00" required />
        <Field name="until" type="time" label={e('form.until')} value="17:00" required />
      </div>
      <Checks name="machines" label={e('form.machines')} options={around.machines} />
      <Choice name="leader" label={e('form.leader')} value={me.value?.member ?? ''} options={people} />
      <Choice
        name="qualification"
        label={e('form.qualification')}
        options={[{ id: '', name: e('form.nothing') }, ...taught.map(id => ({ id, name: sayQualification(id) }))]}
      />
      <Checks name="members" label={e('form.members')} options={people} />
      <Field name="guests" type="number" label={e('form.guests')} value="0" required />
      <Tick name="minors" label={e('form.minors')} />
      {keepsBooks() ? <Money around={around} /> : null}
    </FormDialog>
  )
}

/** Who bears it: not for the floor to say. */
const Money = ({ around }: { around: Around }) => (
  <>
    <Choice
      name="organisation"
      label={e('form.payer')}
      options={[{ id: '', name: e('form.each') }, ...around.organisations]}
    />
    <Choice name="pool" label={e('form.pool')} options={[{ id: '', name: e('form.no-pool') }, ...around.pools]} />
    <Field name="funder" label={e('form.funder')} />
    <Field name="subsidy_cents" label={e('form.subsidy')} />
  </>
)

function bodyOf(form: FormData): object {
  const orNull = (name: string) => textOf(form, name) || null
  return {
    kind: textOf(form, 'kind'),
    name: textOf(form, 'name'),
    machines: form.getAll('machines'),
    from: new Date(moment(form, 'from')).toISOString(),
    until: new Date(moment(form, 'until')).toISOString(),
    leader: textOf(form, 'leader'),
    members: form.getAll('members'),
    guests: Number(textOf(form, 'guests')),
    minors: form.has('minors'),
    qualification: orNull('qualification'),
    organisation: orNull('organisation'),
    ...(form.has('pool')
      ? { pool: orNull('pool'), funder: orNull('funder'), subsidy_cents: centsOf(textOf(form, 'subsidy_cents')) ?? 0 }
      : {}),
  }
}
