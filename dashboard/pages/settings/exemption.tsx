/** On what an exempt issuer rests. Nothing of it holds until the day an accountant confirmed it is written down. */
import { useSignal } from '@preact/signals'
import type { IssuerSettings } from '#server/contract/settings.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { Confirm, orNull } from './form.tsx'
import { s } from './texts.ts'

type Exemption = NonNullable<IssuerSettings['invoicing']>['exemption']
const BASES = ['none', 'cost-sharing', 'stated'] as const

export function ExemptionFields({ exemption }: { exemption: Exemption }) {
  const basis = useSignal<(typeof BASES)[number]>(exemption?.basis ?? 'none')
  const stated = exemption?.basis === 'stated' ? exemption : null
  return (
    <fieldset class="people-form">
      <legend>{s('exemption')}</legend>
      <p class="hint">{s('exemption-hint')}</p>
      <Choice
        name="basis"
        label={s('basis')}
        value={basis.peek()}
        options={BASES.map(id => ({ id, name: s(`basis-${id}`) }))}
        onChoose={value => {
          basis.value = BASES.find(one => one === value) ?? 'none'
        }}
      />
      {basis.value === 'none' ? null : (
        <>
          <Field
            name="invoicing.exemption.confirmed"
            type="date"
            label={s('confirmed')}
            value={exemption?.confirmed ?? ''}
            required
          />
          <Confirm />
        </>
      )}
      {basis.value === 'cost-sharing' ? (
        <Choice
          name="undocumented"
          label={s('undocumented')}
          value={exemption?.basis === 'cost-sharing' ? exemption.undocumented : 'refuse'}
          options={(['refuse', 'tax'] as const).map(id => ({ id, name: s(`undocumented-${id}`) }))}
        />
      ) : null}
      {basis.value === 'stated' ? (
        <>
          <Field name="invoicing.exemption.text" label={s('exempt-text')} value={stated?.text ?? ''} required />
          <Field name="invoicing.exemption.code" label={s('exempt-code')} value={stated?.code ?? ''} />
        </>
      ) : null}
    </fieldset>
  )
}

export function exemptionOf(form: FormData): Exemption {
  const basis = textOf(form, 'basis')
  const confirmed = textOf(form, 'invoicing.exemption.confirmed')
  if (basis === 'cost-sharing')
    return { basis, confirmed, undocumented: textOf(form, 'undocumented') === 'tax' ? 'tax' : 'refuse' }
  if (basis !== 'stated') return null
  return {
    basis,
    confirmed,
    code: orNull(form, 'invoicing.exemption.code'),
    text: textOf(form, 'invoicing.exemption.text'),
  }
}
