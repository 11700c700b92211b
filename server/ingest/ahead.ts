/**
 * What goes with a badge, and what may wait behind it: a person stands there, and a sample of another machine has time. A commit
 * of two rows is on disk sooner than one of forty. Within a station and within a connection the order of arrival stands (the
 * fold's, and MQTT 3.1.1's for acknowledgements, 4.6).
 */
import type { Work } from './work.ts'

export function ahead(waiting: Work[]): { now: Work[]; later: Work[] } {
  const principals = new Set<string>()
  for (const work of waiting) {
    // Who may do what changes for everybody.
    if (work.kind === 'act') return { now: waiting, later: [] }
    if (isBadge(work)) principals.add(work.principal)
  }
  const now: Work[] = []
  const later: Work[] = []
  const stations = new Set<string>()
  for (const work of waiting) {
    if (work.kind === 'uplink' && principals.has(work.principal)) {
      now.push(work)
      stations.add(work.station)
    } else later.push(work)
  }
  // Two connections speak for one station, as when it moved from a gateway to its own: too rare to be split finely.
  const split = later.some(work => work.kind === 'uplink' && stations.has(work.station))
  return split ? { now: waiting, later: [] } : { now, later }
}

/** A badge comes alone or in a batch: a gateway packs it with the sample before it. */
const isBadge = (work: Work): boolean =>
  work.kind === 'uplink' && work.checked.some(one => one.kind === 'message' && one.message.type === 'badge')

/** Somebody stands there and waits for it. */
export const isUrgent = (work: Work): boolean => work.kind === 'act' || isBadge(work)
