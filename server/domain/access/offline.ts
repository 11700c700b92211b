/** Who may start a machine while its station cannot ask is on its list; whether anybody may, and for how long, is the machine's. */
import type { MachineFacts } from '../directory.ts'

/** `hours` after the station last heard from the server; null: as long as a list lasts at all. */
export type OfflinePolicy = { start: boolean; hours: number | null }

/** How long a station may decide by its list without having heard of a newer one. */
export const LIST_LIFE_MS = 7 * 86_400_000
/** A connected station never runs out: a list is issued again while most of its life is left. */
const LIST_RENEW_MS_MAX = 86_400_000
/** A machine's hours count from the newest list: renewed so often, at most a quarter of them is lost. */
const RENEWALS_IN_A_LIFE = 4

/** Where nobody has said anything, who is listed starts. */
const ANYBODY_LISTED: OfflinePolicy = { start: true, hours: null }

export const offlinePolicy = (machine: MachineFacts | undefined): OfflinePolicy => machine?.offline ?? ANYBODY_LISTED

export function listTerms(machine: MachineFacts | undefined): { life_ms: number; renew_ms: number } {
  const { hours } = offlinePolicy(machine)
  const life_ms = hours === null ? LIST_LIFE_MS : Math.min(LIST_LIFE_MS, hours * 3_600_000)
  return { life_ms, renew_ms: Math.min(LIST_RENEW_MS_MAX, Math.floor(life_ms / RENEWALS_IN_A_LIFE)) }
}
