/**
 * What a replay can begin from where the payloads before it have expired (design rule 3): everything the fold had made of the
 * journal up to an entry, and hashes of the rows that nothing later changes. It is a journal entry itself, so that the chain
 * vouches for it.
 */
export type Checkpoint = {
  /** as of this entry, whose chain (hex) it names */
  up_to_n: number
  chain: string
  /** every station's state; plain JSON */
  states: [station: string, state: unknown][]
  /** rows that later entries still complete, as they were then */
  open_sessions: Record<string, unknown>[]
  open_faults: Record<string, unknown>[]
  /** SHA-256 of what each table holds of earlier entries for good */
  hashes: Record<string, string>
}
