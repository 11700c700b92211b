/**
 * Which tariff prices a piece of use: the one in force when it began, whoever issues it, so that nothing is priced twice.
 * The published order, the first difference decides:
 *   1. machine by name, before its kind, before any machine
 *   2. more conditions (first months of activity, charter signed) before fewer
 *   3. the category it began with, before any category
 *   4. the later `valid_from`
 *   5. the smaller id (an import refuses two that get this far)
 */
import type { Directory, TariffFacts } from '../directory.ts'
import { addMonths } from '../time.ts'
import { specificity } from './scope.ts'
import type { Use } from './use.ts'
import { billingOf, issuerInForce } from './validity.ts'

export type TariffBook = { tariffFor(use: Use): TariffFacts | null }

export function tariffBook(directory: Directory): TariffBook {
  const priced = [...directory.tariffs.values()].filter(tariff => billingOf(directory, tariff.issuer) !== 'share')
  const ranked = new Map<string, TariffFacts[]>()
  const candidates = (machine: string, category: string | null): TariffFacts[] => {
    const key = `${machine}/${category ?? ''}`
    let list = ranked.get(key)
    if (list === undefined) {
      list = priced
        .filter(tariff => tariff.category === null || tariff.category === category)
        .filter(tariff => specificity(tariff, machine, directory) !== null)
        .sort((a, b) => precedence(a, b, machine, directory))
      ranked.set(key, list)
    }
    return list
  }
  return {
    tariffFor: use =>
      candidates(use.machine, categoryOf(use, directory)).find(tariff => applies(tariff, use, directory)) ?? null,
  }
}

/** An order may be priced as a category of its own. */
function categoryOf(use: Use, directory: Directory): string | null {
  const order = use.order === null ? undefined : directory.orders.get(use.order)
  return order?.category ?? use.category
}

export const conditionsOf = (tariff: TariffFacts): number =>
  ((tariff.first_months ?? null) === null ? 0 : 1) + (tariff.charter === true ? 1 : 0)

function precedence(a: TariffFacts, b: TariffFacts, machine: string, directory: Directory): number {
  const by_machine = (specificity(b, machine, directory) ?? 0) - (specificity(a, machine, directory) ?? 0)
  if (by_machine !== 0) return by_machine
  const by_conditions = conditionsOf(b) - conditionsOf(a)
  if (by_conditions !== 0) return by_conditions
  const by_category = (b.category === null ? 0 : 1) - (a.category === null ? 0 : 1)
  if (by_category !== 0) return by_category
  if (a.valid_from !== b.valid_from) return a.valid_from > b.valid_from ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function applies(tariff: TariffFacts, use: Use, directory: Directory): boolean {
  if (tariff.valid_from > use.date) return false
  if ((tariff.valid_until ?? null) !== null && use.date > (tariff.valid_until ?? '')) return false
  if (!issuerInForce(directory, tariff.issuer, use.date)) return false
  if (conditionsOf(tariff) === 0) return true
  const member = use.member === null ? undefined : directory.members.get(use.member)
  if (member === undefined) return false
  if (tariff.charter === true && (member.charter_signed === null || member.charter_signed > use.date)) return false
  const months = tariff.first_months ?? null
  if (months === null) return true
  const started = member.activity_started
  return started !== null && started <= use.date && use.date < addMonths(started, months)
}
