/** Who may be debited by whom: one mandate for each payer and each issuer that collects. */
import { useSignal } from '@preact/signals'
import type { MandateView } from '#server/contract/bank.ts'
import { lazy } from '../../ui/lazy.ts'
import type { Everything } from './payments.tsx'
import { p } from './texts.ts'
import { today } from './today.ts'
import { leftWords, payerText, sayDay } from './words.ts'

/** With their words, only when one is opened. */
const Sign = lazy(() => import('./mandate-dialogs.tsx').then(module => module.Sign))
const Revoke = lazy(() => import('./mandate-dialogs.tsx').then(module => module.Revoke))

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
  const used =
    last_used === null
      ? p('mandates.unused')
      : p(last_used > today() ? 'mandates.sent' : 'mandates.used', { date: sayDay(last_used) })
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
