/** The parts an issuer's settings fall into: what each says in one line, and the dialog that changes it. */
import type { ComponentType } from 'preact'
import type { IssuerSettings, SettingsSection, SettingsView } from '#server/contract/settings.ts'
import { euros } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { sayDay } from '../../ui/say-day.ts'
import { BankDialog } from './bank-dialog.tsx'
import { CollectingDialog } from './collecting-dialog.tsx'
import type { SectionProps } from './form.tsx'
import { IdentityDialog } from './identity-dialog.tsx'
import { LifeDialog } from './life-dialog.tsx'
import { MailDialog } from './mail-dialog.tsx'
import { NumberingDialog } from './numbering-dialog.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { sayDecimal, sayIban, saySiren } from './say.ts'
import { TermsDialog } from './terms-dialog.tsx'
import { s } from './texts.ts'
import { VatDialog } from './vat-dialog.tsx'

export type Section = SettingsSection | 'collecting' | 'plan' | 'life'
type Of = {
  key: Section
  Dialog: ComponentType<SectionProps>
  /** it lies within what begins with an address */
  after_address: boolean
  say: (issuer: IssuerSettings, all: SettingsView) => (string | null)[]
}

const labelled = (label: string, value: string | null): string | null =>
  value === null ? null : `${label}\u00a0${value}`
const dated = (key: 'on-debits-from' | 'begins' | 'ends', day: string | null): string | null =>
  day === null ? null : s(key, { date: sayDay(day) })

function sayIdentity({ name, legal_form, siren, invoicing }: IssuerSettings): (string | null)[] {
  const address = invoicing?.address
  return [
    [name, legal_form].filter(part => part !== null).join(', '),
    address === undefined ? s('no-address') : `${address.street}, ${address.postal_code} ${address.city}`,
    labelled(s('siren'), siren === null ? null : saySiren(siren)),
    invoicing?.register ?? null,
    invoicing?.capital_cents == null
      ? null
      : s('capital-of', { amount: euros(invoicing.capital_cents, language.value) }),
  ]
}

const regime = (of: string) => (of === 'franchise' || of === 'exempt' ? s(`vat-${of}`) : s('vat-standard'))

function sayVat({ vat, vat_regimes, invoicing }: IssuerSettings): (string | null)[] {
  const rate = invoicing?.vat_rates.default
  return [
    regime(vat),
    ...vat_regimes.map(one => s('vat-then', { date: sayDay(one.from), regime: regime(one.regime) })),
    labelled(s('vat-number'), invoicing?.vat_number ?? null),
    typeof rate === 'number' && vat === 'standard' ? s('rate-is', { rate: sayDecimal(rate) }) : null,
    dated('on-debits-from', invoicing?.vat_on_debits_from ?? null),
  ]
}

const sayTerms = ({ invoicing }: IssuerSettings): (string | null)[] =>
  invoicing === null
    ? [s('nothing-yet')]
    : [
        s('pay-within', { count: invoicing.payment_days }),
        invoicing.penalty_percent === null
          ? s('no-penalty')
          : s('penalty-is', { rate: sayDecimal(invoicing.penalty_percent) }),
        s(`collect-${invoicing.collect}`),
      ]

function sayReminders({ collecting }: IssuerSettings): string {
  const { friendly, second, formal } = collecting.reminder_days
  const days = [friendly, second, formal].filter(one => one !== null)
  return days.length === 0 ? s('no-reminders') : s('reminders-at', { days: days.join(', ') })
}

export const SECTIONS: readonly Of[] = [
  { key: 'identity', Dialog: IdentityDialog, after_address: false, say: sayIdentity },
  {
    ...{ key: 'numbering', Dialog: NumberingDialog, after_address: true },
    say: ({ invoice_series, next_number }) => [
      invoice_series === null ? s('no-series') : null,
      next_number === null ? null : s('next-number', { number: next_number }),
    ],
  },
  { key: 'vat', Dialog: VatDialog, after_address: false, say: sayVat },
  { key: 'terms', Dialog: TermsDialog, after_address: true, say: sayTerms },
  {
    ...{ key: 'bank', Dialog: BankDialog, after_address: false },
    say: ({ bank }) => [
      bank.iban === null ? s('no-iban') : sayIban(bank.iban),
      bank.bic,
      labelled(s('ics'), bank.sepa_creditor_id),
    ],
  },
  {
    ...{ key: 'mail', Dialog: MailDialog, after_address: false },
    say: ({ name, mail, invoicing }, { relay }) => [
      mail.from_name ?? name,
      mail.reply_to ?? invoicing?.email ?? s('no-reply'),
      relay.there ? null : s('relay-none'),
    ],
  },
  {
    ...{ key: 'collecting', Dialog: CollectingDialog, after_address: false },
    say: issuer => [s('notice', { count: issuer.collecting.notice_days }), sayReminders(issuer)],
  },
  {
    ...{ key: 'plan', Dialog: PlanDialog, after_address: false },
    say: ({ account_numbers }) => [s('own-accounts', { count: Object.keys(account_numbers).length })],
  },
  {
    ...{ key: 'life', Dialog: LifeDialog, after_address: false },
    say: ({ billing, valid_from, valid_until, target_percent }, { site }) => [
      s(`billing-${billing ?? site.billing}`),
      dated('begins', valid_from),
      dated('ends', valid_until),
      target_percent === null ? null : s('target-is', { rate: sayDecimal(target_percent) }),
    ],
  },
]
