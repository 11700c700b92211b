/** What a machine is and who may start it; one that is not there yet is made. */
import { useId } from 'preact/hooks'
import type { MachineSetting, MachineSettings, WorkshopView } from '#server/contract/workshop.ts'
import { putMachine } from '../../api/workshop.ts'
import { kindOf, sayKind, sayQualification } from '../../i18n/slugs.ts'
import { Choice, Field, Tick, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { freeId } from '../people/free-id.ts'
import { DEFAULT_PROFILE, SENSORS, sayProfile } from './say.ts'
import { w } from './texts.ts'

export type DialogProps = { all: WorkshopView; onDone: (after: WorkshopView) => void; onClose: () => void }
type Props = DialogProps & { machine: MachineSettings | null }

/** Its kind is then what one is trained for. */
const OF_KIND = '*'

function settingOf(form: FormData, all: WorkshopView, machine: MachineSettings | null): MachineSetting {
  const [kind, asked, name] = [textOf(form, 'kind'), textOf(form, 'qualification'), textOf(form, 'name')]
  const kinds = all.machines.map(one => one.kind)
  const sensor = SENSORS.find(one => one === textOf(form, 'sensor')) ?? 'current'
  return {
    ...{ name, kind: kind === '' ? name : kindOf(kind, kinds), sensor, profile: textOf(form, 'profile') },
    qualification: asked === OF_KIND ? freeId(kind || name, []) : asked || null,
    takeover: form.has('takeover') ? 'when-idle' : 'never',
    moving_parts: form.has('moving_parts'),
    offline: { start: form.has('offline'), hours: machine?.offline.hours ?? null },
  }
}

export function MachineDialog({ machine, all, onDone, onClose }: Props) {
  const kinds = useId()
  const known = new Set(all.machines.flatMap(one => one.qualification ?? []))
  const qualifications = [
    { id: '', name: w('anybody') },
    ...[...known].map(id => ({ id, name: w('trained-for', { qualification: sayQualification(id) }) })),
    { id: OF_KIND, name: w('trained-of-kind') },
  ]
  const profiles = [...new Set([DEFAULT_PROFILE, ...all.profiles])]
  return (
    <FormDialog
      title={machine === null ? w('machine.add') : w('machine.of', { name: machine.name })}
      action={w('save')}
      onClose={onClose}
      onSend={async form => {
        const id =
          machine?.id ??
          freeId(
            textOf(form, 'name'),
            all.machines.map(one => one.id),
          )
        onDone(await putMachine(id, settingOf(form, all, machine)))
      }}
    >
      <Field name="name" label={w('name')} value={machine?.name ?? ''} required />
      <Field
        name="kind"
        label={w('kind')}
        value={machine === null ? '' : sayKind(machine.kind)}
        hint={w('kind-hint')}
        list={kinds}
        length_max={64}
      />
      <datalist id={kinds}>
        {[...new Set([...all.machines.map(one => sayKind(one.kind)), ...w('kinds').split(', ')])].map(kind => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      <Choice name="qualification" label={w('who')} value={machine?.qualification ?? ''} options={qualifications} />
      <Choice
        name="sensor"
        label={w('sensor')}
        value={machine?.sensor ?? 'current'}
        options={SENSORS.map(id => ({ id, name: w(`sensor.${id}`) }))}
      />
      <Choice
        name="profile"
        label={w('profile')}
        value={machine?.profile ?? DEFAULT_PROFILE}
        options={profiles.map(id => ({ id, name: sayProfile(id, all.machines, machine?.id ?? null) }))}
      />
      <p class="hint">{w('profile-hint')}</p>
      <Tick name="takeover" label={w('takeover')} on={machine?.takeover !== 'never'} />
      <Tick name="offline" label={w('offline')} on={machine?.offline.start ?? true} />
      <Tick name="moving_parts" label={w('moving-parts')} on={machine?.moving_parts ?? false} />
    </FormDialog>
  )
}
