/** Which VAT an issuer charges, from when, at which rate, and on which ground it charges none. */
import { useSignal } from '@preact/signals'
import type { IssuerChange, IssuerSettings } from '#server/contract/settings.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { ExemptionFields, exemptionOf } from './exemption.tsx'
import { Confirm, orNull, SectionDialog, type SectionProps } from './form.tsx'
import { RateFields, ratesOf } from './rates.tsx'
import { s } from './texts.ts'

const REGIMES = ['standard', 'franchise', 'exempt'] as const
type Regime = (typeof REGIMES)[number]
const regimes = () => REGIMES.map(id => ({ id, name: s(`vat-${id}`) }))
const regimeOf = (text: string): Regime => REGIMES.find(one => one === text) ?? 'standard'

function changeOf(form: FormData, issuer: IssuerSettings, rows: number): IssuerChange {
  const dated = Array.from({ length: rows }, (_, i) => ({
    from: textOf(form, `vat_regimes.${i}.from`),
    regime: regimeOf(textOf(form, `regime-${i}`)),
  }))
  const { invoicing } = issuer
  return {
    vat: regimeOf(textOf(form, 'vat')),
    vat_regimes: dated.filter(({ from }) => from !== ''),
    ...(invoicing === null
      ? {}
      : {
          invoicing: {
            vat_number: orNull(form, 'invoicing.vat_number'),
            vat_on_debits_from: orNull(form, 'invoicing.vat_on_debits_from'),
            exemption: exemptionOf(form),
            vat_rates: ratesOf(form, invoicing.vat_rates),
          },
        }),
  }
}

export function VatDialog({ issuer, all, onDone, onClose }: SectionProps) {
  const { invoicing } = issuer
  const rows = useSignal(issuer.vat_regimes.length)
  const theirs = <T extends { issuer: string }>(all: readonly T[]): T[] => all.filter(one => one.issuer === issuer.id)
  return (
    <SectionDialog
      title={s('vat')}
      {...{ issuer, onDone, onClose }}
      change={form => changeOf(form, issuer, rows.peek())}
    >
      <Choice name="vat" label={s('vat-now')} value={issuer.vat} options={regimes()} />
      <fieldset class="people-form">
        <legend>{s('vat-changes')}</legend>
        <p class="hint">{s('vat-changes-hint')}</p>
        {Array.from({ length: rows.value }, (_, i) => {
          const line = issuer.vat_regimes[i]
          return (
            // A line is its place: only the last is ever added
            <div class="issuing-pair" key={i}>
              <Field name={`vat_regimes.${i}.from`} type="date" label={s('vat-from')} value={line?.from ?? ''} />
              <Choice
                name={`regime-${i}`}
                label={s('vat-regime')}
                value={line?.regime ?? 'standard'}
                options={regimes()}
              />
            </div>
          )
        })}
        <button
          type="button"
          class="link"
          onClick={() => {
            rows.value++
          }}
        >
          {s('vat-more')}
        </button>
      </fieldset>
      {invoicing === null ? (
        <p class="hint">{s('address-first')}</p>
      ) : (
        <>
          <Field
            name="invoicing.vat_number"
            label={s('vat-number')}
            value={invoicing.vat_number ?? ''}
            hint={s('vat-number-hint')}
          />
          <RateFields rates={invoicing.vat_rates} pools={theirs(all.pools)} tariffs={theirs(all.tariffs)} />
          <Field
            name="invoicing.vat_on_debits_from"
            type="date"
            label={s('on-debits')}
            value={invoicing.vat_on_debits_from ?? ''}
            hint={s('on-debits-hint')}
          />
          <Confirm />
          <ExemptionFields exemption={invoicing.exemption} />
        </>
      )}
    </SectionDialog>
  )
}
