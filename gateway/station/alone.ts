/**
 * What may be decided while the server cannot be asked: the offline list, and nothing that is not on it (contract §1
 * `list`). One decision for both kinds of station: a composed one, and a native one whose list its gateway keeps.
 */
import type { OfflineList, StationConfig } from '#server/contract/downlink.ts'
import type { DenialReason, EndReason } from '#server/contract/uplink.ts'

/** Contract §1, Sessions: the same UID within 2 s changes nothing and gets the standing verdict again. */
export const SAME_CARD_ms = 2_000
/** Contract §1 `list`: entries carry the first 16 hex digits of the badge. */
const LIST_DIGITS = 16

export type Alone = { verdict: 'granted' | 'denied' | 'ended'; reason: DenialReason | EndReason | null }

export type AloneFacts = {
  badge: string
  /** badge of the session that stands here, as far as is known */
  holder: string | null
  /** the machine works, or nobody can tell: it is not taken over */
  busy: boolean
  locked: boolean
  /** after a fault, an emergency stop or a boot that ended a session, and while a fault is active */
  needs_confirm: boolean
  config: Pick<StationConfig, 'offline_start'> | null
  list: OfflineList | null
  /** null: no clock, so that nobody knows whether an entry still holds */
  now_ms: number | null
}

/** The first that applies, in the contract's order of denials. */
export function decideAlone(facts: AloneFacts): Alone {
  const { badge, holder, busy, locked, needs_confirm } = facts
  if (holder === badge) return { verdict: 'ended', reason: 'badge-out' }
  if (locked) return { verdict: 'denied', reason: 'machine-locked' }
  if (holder !== null && busy) return { verdict: 'denied', reason: 'machine-busy' }
  if (!isListed(facts)) return { verdict: 'denied', reason: 'offline-not-listed' }
  if (needs_confirm) return { verdict: 'denied', reason: 'start-not-confirmed' }
  return { verdict: 'granted', reason: null }
}

function isListed({ badge, config, list, now_ms }: AloneFacts): boolean {
  // A list from before this machine was taken off does not outlive the word that took it off
  if (config?.offline_start === false) return false
  if (list === null || now_ms === null || now_ms >= list.valid_until_ms) return false
  const prefix = badge.slice(0, LIST_DIGITS)
  return list.entries.some(([digits, until_ms]) => digits === prefix && now_ms < until_ms)
}

export type LastCard = { badge: string; up_ms: number; answer: Alone | null }

/** The answer to repeat; null where this card is no repetition, or nobody knows what stands. */
export function repeatOf(last: LastCard | null, badge: string, up_ms: number, holder: string | null): Alone | null {
  if (last === null || last.badge !== badge || up_ms - last.up_ms > SAME_CARD_ms || last.answer === null) return null
  // A grant that something has ended meanwhile stands no more
  if (last.answer.verdict === 'granted' && holder !== badge) return null
  return last.answer
}
