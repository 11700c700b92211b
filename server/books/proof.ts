/** What ties a closed statement to the journal, as the ledger answers it. Hashes in hex. */
export type ThingProof = {
  ref: string
  kind: 'session' | 'run' | 'declared'
  /** the journal entries that opened and closed it; `chain` is the latter's */
  first_n: number
  last_n: number | null
  chain: string | null
  entries: number
  /** of these, how many still hold their frame */
  frames: number
}
export type StatementProof = {
  closing: { n: number; received_at_ms: number; payload_hash: string; chain: string }
  head: { n: number; chain: string }
  things: ThingProof[]
}
