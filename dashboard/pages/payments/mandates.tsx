/** Who may be debited by whom: one mandate for each payer and each issuer that collects. */
import { useSignal } from '@preact/signals'
import type { MandateView } from '#server/contract/bank.ts'
import { putMandate } from '../../api/bank.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Choice, Field, FormDialog, textOf } from '../people/form-dialog.tsx'
import type { Everything } from './payments.tsx'
import { p } from './texts.ts'
import { today } from './today.ts'
import { leftWords, payerOf, payerText, sayDay } from './words.ts'

type Opened = { what: 'sign' | 'revoke'; mandate: MandateView | null }

export function Mandates({ all, again }: { all: Everything; again: () => void }) {
  const opened = useSignal<Opened | null>(null)
  if (all.collectors.length === 0) return null
  const issuers = new Map(all.issuers.map(one => [one.id, one.name]))
  const several = all.collectors.length > 1
  const close = () => {
    opened.value = null
  }
  return (
    <section>
      <header class="section-head">
        <h2>{p('mandates.title')}</h2>
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            opened.value = { what: 'sign', mandate: null }
          }}
        >
          {p('mandates.add')}
        </button>
      </header>
      <p class="hint">{p('mandates.lead')}</p>
      {all.mandates.length === 0 ? <p class="hint">{p('mandates.none')}</p> : null}
      <ul class="terms mandates">
        {all.mandates.map(one => (
          <Mandate
            key={`${one.issuer} ${payerText(one.payer)}`}
            mandate={one}
            issuer={several ? (issuers.get(one.issuer) ?? one.issuer) : null}
            open={what => {
              opened.value = { what, mandate: one }
            }}
          />
        ))}
      </ul>
      {opened.value?.what === 'sign' ? (
        <Sign all={all} mandate={opened.value.mandate} again={again} onClose={close} />
      ) : null}
      {opened.value?.what === 'revoke' && opened.value.mandate !== null ? (
        <Revoke mandate={opened.value.mandate} again={again} onClose={close} />
      ) : null}
    </section>
  )
}

type MandateProps = { mandate: MandateView; issuer: string | null; open: (what: Opened['what']) => void }
function Mandate({ mandate, issuer, open }: MandateProps) {
  const { name, reference, signed, account, last_used, next, flaw, reason, revoked } = mandate
  const used = last_used === null ? p('mandates.unused') : p('mandates.used', { date: sayDay(last_used) })
  const facts = [
    signed === null ? null : p('mandates.signed', { date: sayDay(signed) }),
    issuer === null ? null : p('mandates.of', { issuer }),
    account === null ? null : p('mandates.account', { end: account }),
  ]
  const standing =
    revoked !== null
      ? p('mandates.revoked', { date: sayDay(revoked) })
      : flaw !== null
        ? leftWords(flaw, reason)
        : `${used}, ${p(`mandates.${next}`)}`
  return (
    <li data-good={flaw === null}>
      <b>
        <bdi>{name}</bdi>
      </b>
      <span>
        {reference} · {facts.filter(one => one !== null).join(', ')}
      </span>
      <span class="mandate-standing">{standing}</span>
      <span class="mandate-acts">
        <button type="button" class="button-quiet" onClick={() => open('sign')}>
          {p('mandates.change')}
        </button>
        {revoked === null ? (
          <button type="button" class="button-quiet" onClick={() => open('revoke')}>
            {p('mandates.revoke')}
          </button>
        ) : null}
      </span>
    </li>
  )
}

type DialogProps = { again: () => void; onClose: () => void }

function Sign({ all, mandate, again, onClose }: DialogProps & { all: Everything; mandate: MandateView | null }) {
  const issuers = all.issuers.filter(one => all.collectors.includes(one.id))
  const payers = [...new Map(all.accounts.map(({ payer, name }) => [payerText(payer), name]))]
  return (
    <FormDialog
      title={p(mandate === null ? 'mandates.add' : 'mandates.change-title')}
      action={p('mandates.do')}
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
          <Choice name="issuer" label={p('mandates.issuer')} options={issuers} />
          <Choice name="payer" label={p('mandates.payer')} options={payers.map(([id, name]) => ({ id, name }))} />
        </>
      ) : (
        <p>
          <bdi>{mandate.name}</bdi>
        </p>
      )}
      <Field
        name="reference"
        label={p('mandates.reference')}
        hint={p('mandates.reference-hint')}
        value={mandate?.reference ?? ''}
        required
      />
      <Field name="signed" label={p('mandates.date')} type="date" value={mandate?.signed ?? today()} required />
    </FormDialog>
  )
}

const Revoke = ({ mandate, again, onClose }: DialogProps & { mandate: MandateView }) => (
  <ReasonDialog
    title={p('mandates.revoke-title', { reference: mandate.reference })}
    action={p('mandates.revoke')}
    say={sayRefused}
    onConfirm={async () => {
      const { issuer, payer, reference, signed } = mandate
      await putMandate({ issuer, payer, reference, signed: signed ?? today(), revoked: today() })
      again()
    }}
    onClose={onClose}
  >
    <p>{p('mandates.revoke-lead')}</p>
  </ReasonDialog>
)
