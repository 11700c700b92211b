/** Closing a fault: why it broke, what was done, what it cost. */
import type { FaultView, MachineView } from '#server/contract/api.ts'
import type { Cause } from '#server/contract/care.ts'
import { repaired } from '../../api/care.ts'
import { known, t } from '../../i18n/index.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { costTyped } from './amounts.ts'
import { CostFields, costWrong } from './cost-fields.tsx'
import { c } from './texts.ts'

const CAUSES: readonly Cause[] = [
  ...(['wear', 'breakage', 'setting', 'handling', 'material', 'electrical', 'controller'] as const),
  ...(['nothing-found', 'other'] as const),
]
export const causes = () => CAUSES.map(id => ({ id, name: c(`cause.${id}`) }))

type Props = {
  machine: Pick<MachineView, 'name'>
  fault: FaultView
  /** shows what is so now, also when somebody else was quicker */
  done: (deed: Promise<unknown>) => Promise<unknown>
  onClose: () => void
}

export const ResolveDialog = ({ machine, fault, done, onClose }: Props) => (
  <FormDialog
    title={c('resolve-title')}
    action={c('resolve')}
    check={costWrong}
    onSend={form => {
      const cost = costTyped(name => textOf(form, name)) ?? { parts_cents: 0, labour_cents: 0, pool: null }
      const said = { resolution: textOf(form, 'words'), cause: textOf(form, 'cause') }
      return done(repaired(fault.id, { ...said, ...cost }))
    }}
    onClose={onClose}
  >
    {/* Several may stand at once, and on a phone the dialog hides the one it is about. */}
    <p>
      <strong>
        <bdi>{machine.name}</bdi>
      </strong>{' '}
      <small>{t('attention.fault', { what: known('fault', fault.code, fault.code) })}</small>
    </p>
    <Choice name="cause" label={c('cause')} options={causes()} value="wear" />
    <Field name="words" label={c('done-words')} required missing={c('words-missing')} />
    <CostFields />
  </FormDialog>
)
