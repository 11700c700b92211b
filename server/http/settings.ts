/** Settings as the outside sees them, and what the desk found wrong as a problem with its fields. */
import type { Missing, SettingsSection, SettingsView } from '#server/contract/settings.ts'
import type { InvoiceProblem } from '#server/domain/accounting/problems.ts'
import { rulesOf } from '#server/domain/periods/rules.ts'
import type { Changed } from '#server/settings/desk.ts'
import type { Shown, ShownIssuer } from '#server/settings/show.ts'
import { errorAt, HttpProblem } from './problem.ts'
import { sentenceOf } from './refusals.ts'

/** Where on the page it is put right. */
const SECTION_OF: Partial<Record<InvoiceProblem['code'], SettingsSection>> = {
  ...{ 'series-missing': 'numbering', 'series-shared': 'numbering', 'penalty-missing': 'terms' },
  ...{ 'penalty-below-legal': 'terms', 'legal-interest-unknown': 'terms' },
  ...{ 'vat-number-missing': 'vat', 'exemption-missing': 'vat', 'exemption-with-tariffs': 'vat' },
  ...{ 'iban-missing': 'bank', 'creditor-id-missing': 'bank', 'reply-address-missing': 'mail' },
}

const missing = (blocks: boolean, name: string) => {
  return ({ code, params }: InvoiceProblem): Missing => {
    const told = { ...params, issuer: name }
    return { code, params: told, text: sentenceOf(code, told), section: SECTION_OF[code] ?? 'identity', blocks }
  }
}

function presentIssuer({ facts, readiness, bank, ...shown }: ShownIssuer): SettingsView['issuers'][number] {
  const { id, name, legal_form, siren, billing, vat } = facts
  const { iban, bic, sepa_creditor_id } = bank
  return {
    ...{ id, name, legal_form, siren, billing, vat, ...shown },
    vat_regimes: (facts.vat_regimes ?? []) as SettingsView['issuers'][number]['vat_regimes'],
    ...{ valid_from: facts.valid_from ?? null, valid_until: facts.valid_until ?? null },
    ...{ invoice_series: facts.invoice_series ?? null, target_percent: facts.target_percent ?? null },
    ...{ invoicing: facts.invoicing ?? null, account_numbers: facts.account_numbers ?? {} },
    bank: { iban, bic, sepa_creditor_id },
    mail: facts.mail ?? { from_name: null, reply_to: null },
    missing: [...readiness.blocking.map(missing(true, name)), ...readiness.advised.map(missing(false, name))],
  }
}

export function presentSettings({ site, issuers, payers, reservation_grace_s, ...shown }: Shown): SettingsView {
  const { name, timezone, billing, opening, language = 'fr' } = site
  return {
    ...shown,
    site: { name, timezone, billing, opening, language, reservation_grace_s, ...rulesOf(site) },
    issuers: issuers.map(presentIssuer),
    payers: payers.map(({ problems, ...payer }) => ({
      ...payer,
      problems: problems.map(({ code, params }) => ({
        ...{ code, text: sentenceOf(code, { ...params, payer: payer.name }) },
      })),
    })),
  }
}

/** Everything at once, each beside its field. */
export function refuseFlawed(changed: Changed): void {
  if (changed.kind === 'changed') return
  const errors = changed.flaws.map(({ path, ...flaw }) => errorAt(path === '' ? 'body' : `body.${path}`, flaw))
  const [only] = changed.flaws
  if (only !== undefined && errors.length === 1) throw new HttpProblem(422, only.code, only.params, errors)
  throw new HttpProblem(422, 'refused-as-it-is', {}, errors)
}
