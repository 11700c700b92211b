/** What a station may decide alone when the link is down: the offline list, and nothing that is not on it. */
import type { OfflineList, OfflineVerdict } from './messages.ts'

export type OfflineFacts = {
  list: OfflineList | null
  /** false: whatever a list says, nobody starts this machine offline */
  may_start: boolean
  /** null while the station's clock is not set: then no entry can be known to be valid. */
  now_ms: number | null
  badge: string
  /** Badge of the standing session, as this station remembers it. */
  holder: string | null
  running: boolean
  needs_confirm: boolean
  locked: boolean
}

const listed = ({ list, may_start, now_ms, badge }: OfflineFacts): boolean => {
  if (!may_start || list === null || now_ms === null || now_ms >= list.valid_until_ms) return false
  // Entries carry the first 16 hex digits of the HMAC (contract §1 `list`).
  const entry = list.entries.find(([prefix]) => badge.startsWith(prefix))
  return entry !== undefined && now_ms < entry[1]
}

export const decideOffline = (facts: OfflineFacts): OfflineVerdict => {
  if (facts.holder === facts.badge) return { verdict: 'ended', reason: 'badge-out' }
  // The first that applies, in the contract's order of denials.
  if (facts.locked) return { verdict: 'denied', reason: 'machine-locked' }
  if (facts.holder !== null && facts.running) return { verdict: 'denied', reason: 'machine-busy' }
  if (!listed(facts)) return { verdict: 'denied', reason: 'offline-not-listed' }
  if (facts.needs_confirm) return { verdict: 'denied', reason: 'start-not-confirmed' }
  return { verdict: 'granted', reason: null }
}
