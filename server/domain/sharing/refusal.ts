/**
 * Why an entry about money may not enter the journal. What prices or shares is ended and followed, never edited; what was
 * bought, sold or counted is corrected by another of the opposite sign: each id is used once.
 */
import { canonical } from '../canonical.ts'
import type { Directory, MoneyEntry, PoolFacts, TariffFacts } from '../directory.ts'
import type { DomainRefusal, RefusalParams, Said } from '../refusals.ts'
import { overlappingTariffs } from './tariff-overlap.ts'

export type MoneyRefusal = { kind: 'refused' | 'conflict' } & Said

const refused = (code: DomainRefusal, params: RefusalParams = {}): MoneyRefusal => ({ kind: 'refused', code, params })
const conflict = (code: DomainRefusal, params: RefusalParams = {}): MoneyRefusal => ({ kind: 'conflict', code, params })

export const isMoneyEntry = (entry: { type: string }): entry is MoneyEntry =>
  entry.type === 'money-put' || entry.type === 'tariff-put' || entry.type === 'pool-put' || entry.type === 'trial-set'

export function moneyRefusal(directory: Directory, entry: MoneyEntry): MoneyRefusal | null {
  switch (entry.type) {
    case 'tariff-put':
      return tariffRefusal(directory, entry.tariff)
    case 'pool-put':
      return poolRefusal(directory, entry.pool)
    case 'money-put':
      if (directory[entry.kind].has(entry.value.id) && !finishes(directory, entry))
        return conflict('id-taken', { id: entry.value.id })
      return referencesOf(directory, entry)
    case 'trial-set':
      return null
  }
}

const NONE_OF = {
  issuers: 'no-issuer',
  pools: 'no-pool',
  machines: 'no-machine',
  categories: 'no-category',
  organisations: 'no-organisation',
  members: 'no-member',
  packs: 'no-pack',
  consumables: 'no-consumable',
  orders: 'no-order',
} as const
type Referred = keyof typeof NONE_OF

const first = (found: (MoneyRefusal | null)[]): MoneyRefusal | null => found.find(one => one !== null) ?? null
const known = (directory: Directory, kind: Referred, id: string | null | undefined): MoneyRefusal | null =>
  id === null || id === undefined || directory[kind].has(id) ? null : refused(NONE_OF[kind], { id })
const allKnown = (directory: Directory, kind: Referred, ids: readonly string[] | null | undefined) =>
  first((ids ?? []).map(id => known(directory, kind, id)))

function tariffRefusal(directory: Directory, tariff: TariffFacts): MoneyRefusal | null {
  const present = directory.tariffs.get(tariff.id)
  if (present !== undefined && !onlyEnds(present, tariff)) return conflict('tariff-exists', { id: tariff.id })
  const references = first([
    known(directory, 'issuers', tariff.issuer),
    known(directory, 'categories', tariff.category),
    allKnown(directory, 'machines', tariff.machines),
    ...(tariff.components ?? []).map(one => (one.measure === 'energy' ? known(directory, 'pools', one.pool) : null)),
    backwards(tariff),
  ])
  if (references !== null) return references
  const after = { ...directory, tariffs: new Map(directory.tariffs).set(tariff.id, tariff) }
  const overlap = overlappingTariffs(after).find(({ a, b }) => a === tariff.id || b === tariff.id)
  if (overlap === undefined) return null
  const { a, b, machine } = overlap
  return machine === null
    ? refused('tariffs-overlap-everywhere', { a, b })
    : refused('tariffs-overlap', { a, b, machine })
}

function poolRefusal(directory: Directory, pool: PoolFacts): MoneyRefusal | null {
  const present = directory.pools.get(pool.id)
  if (present !== undefined && !onlyEnds(present, pool)) return conflict('pool-exists', { id: pool.id })
  const weights = [...Object.values(pool.weights ?? {}), ...Object.values(pool.organisation_weights ?? {})]
  const by_hand = pool.driver === 'area' || pool.driver === 'weights'
  return first([
    known(directory, 'issuers', pool.issuer),
    allKnown(directory, 'machines', pool.machines),
    allKnown(directory, 'categories', pool.categories),
    allKnown(directory, 'members', Object.keys(pool.weights ?? {})),
    allKnown(directory, 'organisations', Object.keys(pool.organisation_weights ?? {})),
    by_hand && !weights.some(weight => Math.round(weight * 1_000) > 0) ? refused('weights-of-nothing') : null,
    pool.subsidy_cents > pool.amount_cents ? refused('subsidy-too-large') : null,
    backwards(pool),
  ])
}

/** The same terms, with another last day or name. */
function onlyEnds(present: TariffFacts | PoolFacts, next: TariffFacts | PoolFacts): boolean {
  const terms = ({ valid_until: _until, ...rest }: TariffFacts | PoolFacts) => canonical({ ...rest, name: '' })
  return terms(present) === terms(next)
}

const endsFirst = (from: string | null | undefined, until: string | null | undefined): MoneyRefusal | null =>
  from && until && until < from ? refused('ends-before-it-begins') : null
const backwards = ({ valid_from, valid_until }: { valid_from?: string | null; valid_until?: string | null }) =>
  endsFirst(valid_from, valid_until)

/**
 * What is under way is finished once: an order is delivered, a step comes back. Who bills an order and at what price its time is
 * counted stays as it was taken on; what it is called, for whom it is and under which number may have to be put right.
 */
function finishes(directory: Directory, entry: Extract<MoneyEntry, { type: 'money-put' }>): boolean {
  if (entry.kind === 'orders') {
    const present = directory.orders.get(entry.value.id)
    if (present === undefined) return false
    const { delivered = null, issuer, category } = present
    return (
      entry.value.issuer === issuer &&
      entry.value.category === category &&
      (delivered === null || entry.value.delivered === delivered)
    )
  }
  if (entry.kind !== 'steps') return false
  const present = directory.steps.get(entry.value.id)
  return present?.back === null && same({ ...entry.value, back: null }, present)
}
const same = (a: object | undefined, b: object | undefined): boolean => canonical(a ?? {}) === canonical(b ?? {})

type MoneyPut = Extract<MoneyEntry, { type: 'money-put' }>

function referencesOf(directory: Directory, entry: MoneyPut): MoneyRefusal | null {
  switch (entry.kind) {
    case 'purchases':
      return known(directory, 'pools', entry.value.pool)
    case 'assets':
      return first([
        known(directory, 'pools', entry.value.pool),
        known(directory, 'machines', entry.value.machine),
        entry.value.subsidy_cents > entry.value.amount_cents ? refused('subsidy-too-large') : null,
      ])
    case 'packs':
      return first([
        known(directory, 'issuers', entry.value.issuer),
        allKnown(directory, 'machines', entry.value.machines),
      ])
    case 'pack_sales':
      return first([
        known(directory, 'packs', entry.value.pack),
        known(directory, `${entry.value.holder.kind}s`, entry.value.holder.id),
      ])
    case 'consumables':
      return known(directory, 'issuers', entry.value.issuer)
    case 'counts':
      return first([
        known(directory, 'consumables', entry.value.consumable),
        known(directory, `${entry.value.holder.kind}s`, entry.value.holder.id),
        known(directory, 'machines', entry.value.machine),
      ])
    case 'orders':
      return first([
        known(directory, 'issuers', entry.value.issuer),
        known(directory, 'organisations', entry.value.organisation),
        known(directory, 'categories', entry.value.category),
        endsFirst(entry.value.received, entry.value.delivered),
        endsFirst(entry.value.received, entry.value.withdrawn),
      ])
    case 'steps':
      return first([
        known(directory, 'orders', entry.value.order),
        known(directory, 'organisations', entry.value.partner),
        endsFirst(entry.value.sent, entry.value.back),
      ])
    case 'loans':
      return first([
        known(directory, 'machines', entry.value.machine),
        allKnown(directory, 'issuers', [entry.value.lender, entry.value.borrower]),
        known(directory, 'pools', entry.value.borrower_pool),
        known(directory, 'pools', entry.value.lender_pool),
        entry.value.lender === entry.value.borrower ? refused('lends-to-itself', { issuer: entry.value.lender }) : null,
      ])
    case 'balances':
      return first([
        known(directory, 'issuers', entry.value.issuer),
        known(directory, `${entry.value.payer.kind}s`, entry.value.payer.id),
      ])
  }
}
