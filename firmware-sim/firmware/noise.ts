/** A bad cable: garbage between frames, frames cut short (and so merged with the next). */
import type { Rng } from '../world/rng.ts'

export type NoiseShares = { garbage: number; cut: number; flip: number }
export const QUIET: NoiseShares = { garbage: 0, cut: 0, flip: 0 }

export const throughNoise = (frame: Buffer, shares: NoiseShares, rng: Rng): Buffer => {
  let bytes = frame
  if (shares.cut > 0 && rng.chance(shares.cut)) {
    // The tail goes, delimiter and all: what follows sticks to what is left.
    bytes = bytes.subarray(0, Math.floor(rng.between(1, bytes.length)))
  }
  if (shares.flip > 0 && rng.chance(shares.flip)) {
    bytes = Buffer.from(bytes)
    const at = Math.floor(rng.between(0, bytes.length))
    bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(rng.between(0, 8)))
  }
  if (shares.garbage > 0 && rng.chance(shares.garbage)) {
    const garbage = Buffer.from(
      Array.from({ length: Math.floor(rng.between(1, 30)) }, () => Math.floor(rng.between(0, 256))),
    )
    bytes = Buffer.concat([garbage, bytes])
  }
  return bytes
}
