/**
 * Months as they were last computed, kept for as long as nothing they rest on has moved. Whether it has is asked each time, so
 * that nobody is ever told what was true a moment ago; and many who ask at once wait for one reading.
 */
import type { MonthBasis } from '#server/domain/periods/month.ts'

/** `weight`: sessions it stands for */
export type Reckoned<T> = { value: T; basis: MonthBasis; weight: number }
type Kept<T> = Reckoned<T> & { period: string }

/** A year and the months around it, of any atelier that is served by one machine (1 kB a session, at the most). */
const KEPT_MAX = 14
const WEIGHT_MAX = 50_000

export function keptMonths<T>(
  moved: (basis: MonthBasis) => Promise<boolean>,
  reckon: (period: string) => Promise<Reckoned<T>>,
): (period: string) => Promise<T> {
  /** the one asked for last is at the end */
  let kept: Kept<T>[] = []
  const under_way = new Map<string, Promise<Reckoned<T>>>()

  function keep(one: Kept<T>): void {
    kept = [...kept.filter(({ period }) => period !== one.period), one]
    const weight = () => kept.reduce((sum, each) => sum + each.weight, 0)
    while (kept.length > KEPT_MAX || (kept.length > 0 && weight() > WEIGHT_MAX)) kept.shift()
  }
  async function reckoned(period: string): Promise<Reckoned<T>> {
    const known = under_way.get(period)
    const asked = known ?? reckon(period).finally(() => under_way.delete(period))
    if (known === undefined) under_way.set(period, asked)
    const answer = await asked
    // It was begun before this question: what came in between counts for whoever asked after it.
    return known === undefined || !(await moved(answer.basis)) ? answer : reckoned(period)
  }

  return async period => {
    const known = kept.find(one => one.period === period)
    const holds = known !== undefined && !(await moved(known.basis))
    const answer = holds ? known : await reckoned(period)
    keep({ ...answer, period })
    return answer.value
  }
}
