/** A mandate is signed, changed or revoked. */
import type { MandateView } from '#server/contract/bank.ts'
import { putMandate } from '../../api/bank.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { f } from './form-texts.ts'
import type { Everything } from './payments.tsx'
import { p } from './texts.ts'
import { today } from './today.ts'
import { payerOf, payerText } from './words.ts'

type DialogProps = { again: () => void; onClose: () => void }

export function Sign({ all, mandate, again, onClose }: DialogProps & { all: Everything; mandate: MandateView | null }) {
  const issuers = all.issuers.filter(one => all.collectors.includes(one.id))
  const payers = [...new Map(all.accounts.map(({ payer, name }) => [payerText(payer), name]))]
  return (
    <FormDialog
      title={mandate === null ? p('mandates.add') : f('mandates.change-title')}
      action={f('mandates.do')}
      onSend={async form => {
        const issuer = mandate?.issuer ?? textOf(form, 'issuer')
        const payer = mandate?.payer ?? payerOf(textOf(form, 'payer'))
        await putMandate({ issuer, payer, reference: textOf(form, 'reference'), signed: textOf(form, 'signed') })
        again()
      }}
      onClose={onClose}
    >
      {mandate === null ? (
        <>
          <Choice name="issuer" label={f('mandates.issuer')} options={issuers} />
          <Choice name="payer" label={f('mandates.payer')} options={payers.map(([id, name]) => ({ id, name }))} />
        </>
      ) : (
        <p>
          <bdi>{mandate.name}</bdi>
        </p>
      )}
      <Field
        name="reference"
        label={f('mandates.reference')}
        hint={f('mandates.reference-hint')}
        value={mandate?.reference ?? ''}
        required
      />
      <Field name="signed" label={f('mandates.date')} type="date" value={mandate?.signed ?? today()} required />
    </FormDialog>
  )
}

export const Revoke = ({ mandate, again, onClose }: DialogProps & { mandate: MandateView }) => (
  <ReasonDialog
    title={f('mandates.revoke-title', { reference: mandate.reference })}
    action={p('mandates.revoke')}
    say={sayRefused}
    onConfirm={async () => {
      const { issuer, payer, reference, signed } = mandate
      await putMandate({ issuer, payer, reference, signed: signed ?? today(), revoked: today() })
      again()
    }}
    onClose={onClose}
  >
    <p>{f('mandates.revoke-lead')}</p>
  </ReasonDialog>
)
