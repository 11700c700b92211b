/** Seeded randomness: the same seed and label give the same workshop, byte for byte. */

export type Rng = {
  next(): number
  between(low: number, high: number): number
  chance(probability: number): boolean
  /** Standard normal. */
  gauss(): number
  /** Log-normal around `median`, cut to [low, high]: how long people's gestures last. */
  spread(median: number, sigma: number, low: number, high: number): number
  pick<T>(list: readonly T[]): T | undefined
}

/** 32-bit avalanche (murmur3's finaliser): neighbouring inputs give unrelated outputs. */
export const mix = (value: number): number => {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A seed of one's own for each thing that has a name. FNV-1a over the label, stirred into the parent's seed. */
export const seedOf = (seed: number, label: string): number => {
  let h = 0x811c9dc5
  for (let i = 0; i < label.length; i += 1) h = Math.imul(h ^ label.charCodeAt(i), 0x01000193)
  return mix(h ^ mix(seed))
}

const uniform = (h: number): number => (h + 0.5) / 4_294_967_296

/** Sum of four uniforms, scaled to unit variance: near enough to a normal for sensor noise, and cheap at 10 Hz. */
export const noiseAt = (seed: number, t_ms: number): number => {
  const a = mix(seed ^ mix(t_ms % 4_294_967_296) ^ Math.imul((t_ms / 4_294_967_296) | 0, 0x9e3779b1))
  const b = mix(a ^ 0x9e3779b9)
  return ((a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16) - 131_070) / 37_837.2
}

export const createRng = (seed: number): Rng => {
  let state = mix(seed)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    return uniform(mix(state))
  }
  const gauss = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    gauss,
    between: (low, high) => low + (high - low) * next(),
    chance: probability => next() < probability,
    spread: (median, sigma, low, high) => Math.min(high, Math.max(low, median * Math.exp(sigma * gauss()))),
    pick: list => list[Math.floor(next() * list.length)],
  }
}
