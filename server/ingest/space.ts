/** What a group may take on the disk at most, so that nothing is promised before there is room for it again. */
import type { Group } from './ports.ts'

/** A journal entry touches leaves of its table and of an index, a session those of five: pages of 4 KiB. */
const ROW_BYTES_MAX = 24 * 1_024
/** Written once to the WAL, and once more when that is copied back. */
const COPIES = 2

export function spaceOf({ journal, effects, states, directory, quarantine }: Group): number {
  const rows = journal.length + effects.length + states.length + directory.length + quarantine.length
  let text_bytes = 0
  for (const { payload } of journal) text_bytes += Buffer.byteLength(payload)
  for (const { payload } of quarantine) text_bytes += payload.length
  for (const { value } of directory) text_bytes += Buffer.byteLength(value ?? '')
  for (const { state } of states) text_bytes += Buffer.byteLength(state)
  return COPIES * (rows * ROW_BYTES_MAX + text_bytes)
}
