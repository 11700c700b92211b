/** What is wrong with invoice settings beyond their shape: rates France does not have, check digits, numbers of another series. */
import type { AtelierFile, AtelierIssuer } from '#server/contract/atelier.ts'
import type { Invoicing } from '#server/contract/atelier-invoicing.ts'
import { continues } from '#server/domain/accounting/numbering.ts'
import { FRENCH_RATES_BP, isFrenchRate, type RateFacts } from '#server/domain/accounting/settings.ts'
import type { Directory } from '#server/domain/directory.ts'
import { isSiret, isVatNumber } from '#server/domain/who/siren.ts'
import { numberProblem } from './people-problems.ts'
import type { Problem } from './problems.ts'

export const invoicingProblems = (file: AtelierFile, present: Directory): Problem[] =>
  file.issuers.flatMap((issuer, i) => {
    const invoicing = issuer.invoicing ?? null
    return invoicing === null ? [] : problemsOf(issuer, invoicing, `issuers[${i}]`, file, present)
  })

function problemsOf(
  issuer: AtelierIssuer,
  invoicing: Invoicing,
  path: string,
  file: AtelierFile,
  present: Directory,
): Problem[] {
  const { siret, vat_number, last_number, numbering, vat_rates } = invoicing
  const prefix = issuer.invoice_series ?? present.issuers.get(issuer.id)?.invoice_series ?? null
  const at = `${path}.invoicing`
  const continued = last_number === null || (prefix !== null && continues(prefix, numbering, last_number))
  return [
    ...numberProblem(siret, isSiret, 'SIRET', `${at}.siret`),
    ...numberProblem(vat_number, isVatNumber, 'VAT number', `${at}.vat_number`),
    ...(continued ? [] : [{ path: `${at}.last_number`, message: `is no number of series ${prefix ?? '(none)'}` }]),
    ...rateProblem(vat_rates.default, `${at}.vat_rates.default`),
    ...Object.entries(vat_rates.kinds).flatMap(([id, rate]) => rateProblem(rate, `${at}.vat_rates.kinds.${id}`)),
    ...['pools' as const, 'tariffs' as const].flatMap(kind =>
      Object.entries(vat_rates[kind]).flatMap(([id, rate]) => [
        ...rateProblem(rate, `${at}.vat_rates.${kind}.${id}`),
        ...(present[kind].has(id) || file[kind].some(one => one.id === id)
          ? []
          : [{ path: `${at}.vat_rates.${kind}.${id}`, message: `there is no ${kind.slice(0, -1)} "${id}"` }]),
      ]),
    ),
  ]
}

const RATES = FRENCH_RATES_BP.filter(bp => bp > 0)
  .map(bp => `${bp / 100}`)
  .join(', ')

function rateProblem(rate: RateFacts | undefined, path: string): Problem[] {
  if (rate === undefined || typeof rate !== 'number') return []
  if (!isFrenchRate(rate)) return [{ path, message: `is no VAT rate in force in France: ${RATES}` }]
  if (rate > 0) return []
  return [{ path, message: 'says why nothing is due: {"percent": 0, "code": "VATEX-…", "text": "…"}' }]
}
