/** A tariff, a pool or an asset in words. */
import type { AssetView, PoolView, TariffView } from '#server/contract/money.ts'
import { percent } from '../../i18n/format.ts'
import { known, language } from '../../i18n/index.ts'
import { sayKind } from '../../i18n/slugs.ts'
import { machineName } from '../../live/named.ts'
import type { Month } from '../../time/zone.ts'
import { hours, money } from './head.tsx'
import { w } from './texts.ts'

const MINUTE_MS = 60_000

export const namesIn = (
  all: readonly { id: string; name?: string | null | undefined }[],
): ReadonlyMap<string, string> => new Map(all.map(({ id, name }) => [id, name ?? id]))

export function tariffPrices(tariff: TariffView, poolName: ReadonlyMap<string, string>): string[] {
  const components = tariff.components ?? [{ measure: tariff.price, cents_per_hour: tariff.cents_per_hour }]
  return components.map(one =>
    one.measure === 'energy'
      ? w('measure.energy', { money: money(one.cents_per_kWh), pool: poolName.get(one.pool) ?? one.pool })
      : w(`measure.${one.measure}`, { money: money(one.cents_per_hour) }),
  )
}

export function tariffTerms(tariff: TariffView, categoryName: ReadonlyMap<string, string>): string[] {
  const { category, step_ms, minimum_cents, setup_cents, free_ms, first_months } = tariff
  return [
    forWhom(category, categoryName),
    step_ms ? w('term.step', { minutes: Math.round(step_ms / MINUTE_MS) }) : null,
    minimum_cents ? w('term.minimum', { money: money(minimum_cents) }) : null,
    setup_cents ? w('term.setup', { money: money(setup_cents) }) : null,
    free_ms ? w('term.free', { hours: hours(free_ms) }) : null,
    tariff.cap_day_cents ? w('term.day', { money: money(tariff.cap_day_cents) }) : null,
    tariff.cap_month_cents ? w('term.month', { money: money(tariff.cap_month_cents) }) : null,
    first_months ? w('term.first', { months: first_months }) : null,
    tariff.charter === true ? w('term.charter') : null,
  ].filter(term => term !== null)
}

type Lasting = { valid_from?: string | null | undefined; valid_until?: string | null | undefined }
/** Whether it holds on any day of these months; first and last day, or month, belong to it. */
export const holdsIn = ({ valid_from, valid_until }: Lasting, from: Month, to: Month): boolean =>
  (valid_from ?? '').slice(0, 7) <= to && (valid_until == null || valid_until.slice(0, 7) >= from)

/** Whom a tariff is for, in the workshop's own word. */
export const forWhom = (category: string | null, categoryName: ReadonlyMap<string, string>): string =>
  category === null ? w('prices.everyone') : (categoryName.get(category) ?? category)

/** A category of a report: nobody's, too few to be told, or one by its name. */
export const sayCategory = (category: string, categoryName: ReadonlyMap<string, string>): string =>
  category === '' ? w('if.none') : category === '(few)' ? w('if.few') : (categoryName.get(category) ?? category)

export function poolTerms(pool: PoolView): string[] {
  const { cooperative, normal_capacity_ms, subsidy_cents } = pool
  return [
    w('prices.month', { money: money(pool.amount_cents) }),
    subsidy_cents > 0 ? w('prices.subsidised', { money: money(subsidy_cents) }) : null,
    known('driver', pool.driver, pool.driver),
    cooperative == null
      ? null
      : 'percent' in cooperative
        ? w('prices.coop-percent', { rate: percent(cooperative.percent / 100, language.value) })
        : w('prices.coop-cents', { money: money(cooperative.cents) }),
    normal_capacity_ms === null ? null : w('prices.capacity', { hours: hours(normal_capacity_ms) }),
  ].filter(term => term !== null)
}

export function scopeOf({
  machines,
  kinds,
}: {
  machines: string[] | null
  kinds?: string[] | null | undefined
}): string {
  const named = [...(machines ?? []).map(machineName), ...(kinds ?? []).map(sayKind)]
  return machines === null && kinds == null ? w('prices.any') : named.join(', ')
}

export const assetTerms = (asset: AssetView): string =>
  w('prices.asset', { name: asset.name, money: money(asset.amount_cents), months: asset.months })
