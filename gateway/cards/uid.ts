/** What every reader's decoder hands on, whatever its wire looks like. */
export type UidEvent =
  /** the card's bytes as lower-case hex; the raw UID never leaves reader or gateway (contract §1 `badge`) */
  | { kind: 'uid'; uid: string }
  /** bytes that were no card, and why */
  | { kind: 'discarded'; reason: string; bytes: number }

export type UidDecoder = {
  push(chunk: Uint8Array): UidEvent[]
  /** The line is gone: what was begun will not be finished. */
  reset(): UidEvent[]
}
