/** What somebody would pay at a machine now, before anything was counted: by the tariff the bill itself will be priced by. */
import { eventAt, takesPart } from '../access/claims.ts'
import type { Directory, MemberFacts, TariffFacts } from '../directory.ts'
import { localDate } from '../time.ts'
import { categoryAt } from '../who/membership.ts'
import { accountOf, parseAccount } from './account.ts'
import type { TariffComponent, TimeMeasure } from './facts.ts'
import { lastMonthsParts } from './last-month.ts'
import type { PeriodStatement } from './statement.ts'
import { tariffBook } from './tariff-book.ts'
import { componentsOf } from './tariff-terms.ts'
import { payerOf, payerOfEvent, type Use } from './use.ts'
import { billingOf } from './validity.ts'

export type PricePart = { measure: TimeMeasure; cents_per_hour: number } | { measure: 'energy'; cents_per_kWh: number }
export type TariffPrice = {
  tariff: string
  /** an advance on the share, deducted from it at settlement */
  provisional: boolean
  parts: PricePart[]
  step_ms: number
  minimum_cents: number
  setup_cents: number
  free_ms: number
  cap_day_cents: number | null
  cap_month_cents: number | null
}
/** What a unit of the keys came to in `period`: it says nothing certain of this month. */
export type SharedPrice = { period: string; parts: PricePart[] }
/** Who is charged. `purpose`: a pool bears it, as a training's. */
export type ChargedTo = 'member' | 'organisation' | 'purpose'
/** Neither: nothing prices the use of this machine. */
export type Price = { charged_to: ChargedTo; tariff: TariffPrice | null; shared: SharedPrice | null }

/** `last`: the statement of the month before, where there is one. */
export function priceOf(directory: Directory, use: Use, last: PeriodStatement | null): Price {
  const tariff = tariffBook(directory).tariffFor(use)
  const parts = last === null ? [] : lastMonthsParts(directory, use, last)
  return {
    charged_to: chargedTo(directory, use),
    tariff: tariff === null ? null : termsOf(directory, tariff),
    shared: last === null || parts.length === 0 ? null : { period: last.period, parts },
  }
}

const termsOf = (directory: Directory, tariff: TariffFacts): TariffPrice => ({
  tariff: tariff.id,
  provisional: billingOf(directory, tariff.issuer) === 'provisional',
  parts: componentsOf(tariff).map(partOf),
  ...{ step_ms: tariff.step_ms ?? 0, minimum_cents: tariff.minimum_cents ?? 0, setup_cents: tariff.setup_cents ?? 0 },
  ...{ free_ms: tariff.free_ms ?? 0, cap_day_cents: tariff.cap_day_cents ?? null },
  cap_month_cents: tariff.cap_month_cents ?? null,
})

const partOf = (component: TariffComponent): PricePart =>
  component.measure === 'energy'
    ? { measure: 'energy', cents_per_kWh: component.cents_per_kWh }
    : { measure: component.measure, cents_per_hour: component.cents_per_hour }

/** Use that has not begun: nothing measured, but with everything a price asks for. */
export function useAt(directory: Directory, member: MemberFacts, machine: string, at_ms: number): Use {
  const date = localDate(at_ms, directory.site?.timezone ?? 'UTC')
  const found = eventAt(directory, machine, at_ms)
  const event = found !== null && takesPart(found, member.id) ? found : null
  return {
    ...{ session: null, machine, member: member.id, category: categoryAt(directory, member, date), order: null },
    payer: payerOfEvent(event) ?? payerOf(member.id, directory, date),
    ...{ start_at_ms: at_ms, date, running_ms: 0, worked_ms: 0, session_ms: 0, idle_ms: 0, energy_Wh: 0 },
    ...{ waived: false, grade: 'measured', doubts: [], pool: event?.pool ?? null, adjusts: null },
  }
}

function chargedTo(directory: Directory, use: Use): ChargedTo {
  const { kind } = parseAccount(accountOf(use, directory))
  if (kind !== 'member' && kind !== 'order') return 'purpose'
  return use.payer.kind === 'organisation' ? 'organisation' : 'member'
}
