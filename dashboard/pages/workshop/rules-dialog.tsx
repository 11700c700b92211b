/** When a session at a machine ends by itself, and how long a pause still belongs to the work. */
import type { MachineSettings } from '#server/contract/workshop.ts'
import { putMachine } from '../../api/workshop.ts'
import { Field, Tick, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { DialogProps } from './machine-dialog.tsx'
import { HOUR_S, MINUTE_S, numberOf, sayNumber } from './say.ts'
import { w } from './texts.ts'

type Props = DialogProps & { machine: MachineSettings }

const secondsOf = (form: FormData, name: string, each_s: number): number | null => {
  const value = numberOf(textOf(form, name))
  return value === null ? null : Math.round(value * each_s)
}

export const RulesDialog = ({ machine: { id, name, rules }, onDone, onClose }: Props) => (
  <FormDialog
    title={w('rules.of', { name })}
    action={w('save')}
    check={form => wrongIn(form, ['idle', 'most', 'hold'], text => Number.isNaN(numberOf(text)), w('not-a-number'))}
    onClose={onClose}
    onSend={async form =>
      onDone(
        await putMachine(id, {
          rules: {
            idle_timeout_s: secondsOf(form, 'idle', MINUTE_S),
            max_duration_s: secondsOf(form, 'most', HOUR_S),
            hold_ms: Math.round((numberOf(textOf(form, 'hold')) ?? 0) * 1_000),
            unattended: form.has('unattended'),
          },
        }),
      )
    }
  >
    <p class="hint">{w('rules.hint')}</p>
    <Field
      name="idle"
      label={w('rules.idle')}
      value={sayNumber(rules.idle_timeout_s === null ? null : rules.idle_timeout_s / MINUTE_S)}
      hint={w('rules.idle-hint')}
    />
    <Field
      name="most"
      label={w('rules.most')}
      value={sayNumber(rules.max_duration_s === null ? null : rules.max_duration_s / HOUR_S)}
      hint={w('rules.most-hint')}
    />
    <Field
      name="hold"
      label={w('rules.hold')}
      value={sayNumber(rules.hold_ms / 1_000)}
      hint={w('rules.hold-hint')}
      required
    />
    <Tick name="unattended" label={w('rules.unattended')} on={rules.unattended} />
  </FormDialog>
)
