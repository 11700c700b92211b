/** Two tariffs of which nothing published says which one prices a use: the same rank, one machine in common, one day in common. */
import type { Directory, TariffFacts } from '../directory.ts'
import { specificity } from './scope.ts'
import { conditionsOf } from './tariff-book.ts'
import { billingOf } from './validity.ts'

export type Overlap = { a: string; b: string; machine: string | null }

/** In order of ids, each pair once. `machine` is one they clash on; null: an atelier without machines yet. */
export function overlappingTariffs(directory: Directory): Overlap[] {
  const priced = [...directory.tariffs.values()]
    .filter(tariff => billingOf(directory, tariff.issuer) !== 'share')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const by_start = Map.groupBy(priced, ({ valid_from, category }) => `${valid_from}/${category ?? ''}`)
  return [...by_start.values()].flatMap(group =>
    group.flatMap((a, i) => group.slice(i + 1).flatMap(b => clash(directory, a, b))),
  )
}

function clash(directory: Directory, a: TariffFacts, b: TariffFacts): Overlap[] {
  if (conditionsOf(a) !== conditionsOf(b) || !sameDays(directory, a, b)) return []
  if (directory.machines.size === 0)
    return a.machines === null && b.machines === null ? [{ a: a.id, b: b.id, machine: null }] : []
  for (const machine of directory.machines.keys()) {
    const rank = specificity(a, machine, directory)
    if (rank !== null && rank === specificity(b, machine, directory)) return [{ a: a.id, b: b.id, machine }]
  }
  return []
}

/** Tariffs of issuers that follow each other do not meet, even when both begin on the first of January. */
function sameDays(directory: Directory, a: TariffFacts, b: TariffFacts): boolean {
  const from = (tariff: TariffFacts): string => max(tariff.valid_from, directory.issuers.get(tariff.issuer)?.valid_from)
  const until = (tariff: TariffFacts): string =>
    min(tariff.valid_until ?? '9999-12-31', directory.issuers.get(tariff.issuer)?.valid_until)
  return max(from(a), from(b)) <= min(until(a), until(b))
}

const max = (a: string, b: string | null | undefined): string => (b !== null && b !== undefined && b > a ? b : a)
const min = (a: string, b: string | null | undefined): string => (b !== null && b !== undefined && b < a ? b : a)
