/** The two clusters: where idle ends and work begins, and how far apart they are. */

export type Split = {
  /** between the clusters */
  at_mA: number
  /** the mean of both error rates there, so that a long idle does not outvote a short work */
  misread: number
  /** highest idle and lowest work, but for one in twenty of each */
  idle_high_mA: number
  work_low_mA: number
}

/** One in twenty readings of either side may be a dip of the mains, a spike, a slow hand. */
const OUTLIERS = 0.05

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))] ?? 0

export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

/** Every cut between two neighbouring readings is tried; of equally good ones the middle of the widest gap is taken. */
export function splitOf(idle_mA: readonly number[], work_mA: readonly number[]): Split {
  const idle = ascending(idle_mA)
  const work = ascending(work_mA)
  const all = ascending([...idle, ...work])
  const edges = { idle_high_mA: quantile(idle, 1 - OUTLIERS), work_low_mA: quantile(work, OUTLIERS) }
  let best = { at_mA: quantile(all, 0.5), misread: 0.5, gap_mA: -1 }
  let idle_below = 0
  let work_below = 0
  for (let i = 0; i + 1 < all.length; i++) {
    const low_mA = all[i] as number
    const high_mA = all[i + 1] as number
    while (idle_below < idle.length && (idle[idle_below] as number) <= low_mA) idle_below += 1
    while (work_below < work.length && (work[work_below] as number) <= low_mA) work_below += 1
    if (high_mA === low_mA) continue
    const misread = ((idle.length - idle_below) / idle.length + work_below / work.length) / 2
    const gap_mA = high_mA - low_mA
    if (misread < best.misread || (misread === best.misread && gap_mA > best.gap_mA))
      best = { at_mA: (low_mA + high_mA) / 2, misread, gap_mA }
  }
  return { at_mA: best.at_mA, misread: best.misread, ...edges }
}
