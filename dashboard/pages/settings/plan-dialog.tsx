/** Accounts of the accountant's own plan; where none is written the usual one holds. */
import type { SettingsView } from '#server/contract/settings.ts'
import { Field, textOf } from '../../ui/form/fields.tsx'
import { Confirm, SectionDialog, type SectionProps } from './form.tsx'
import { s } from './texts.ts'

type Row = { key: string; label: string; usual: string }

const rowsOf = ({ plan, pools }: SettingsView, issuer: string): Row[] => [
  ...plan.map(({ key, label, number }) => ({ key, label, usual: number })),
  ...pools
    .filter(pool => pool.issuer === issuer)
    .map(({ id, name }) => ({ key: `sales.pool.${id}`, label: s('pool-account', { name }), usual: '' })),
]

export function PlanDialog({ issuer, all, onDone, onClose }: SectionProps) {
  const rows = rowsOf(all, issuer.id)
  const shown = new Set(rows.map(({ key }) => key))
  const hidden = Object.entries(issuer.account_numbers).filter(([key]) => !shown.has(key))
  return (
    <SectionDialog
      title={s('plan')}
      {...{ issuer, onDone, onClose }}
      change={form => ({
        account_numbers: Object.fromEntries([
          ...hidden,
          ...rows.flatMap(({ key }) => {
            const number = textOf(form, `account_numbers.${key}`).toUpperCase()
            return number === '' ? [] : [[key, number] as const]
          }),
        ]),
      })}
    >
      <p class="hint">{s('plan-hint')}</p>
      <Confirm />
      {rows.map(({ key, label, usual }) => (
        <Field
          key={key}
          name={`account_numbers.${key}`}
          label={label}
          value={issuer.account_numbers[key] ?? ''}
          {...(usual === '' ? {} : { hint: s('usual', { number: usual }) })}
        />
      ))}
    </SectionDialog>
  )
}
