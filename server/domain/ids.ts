/** Ids that anyone can compute again from the journal. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * Contract §1, Sessions: UUIDv8 (RFC 9562 §5.8) of the first 16 bytes of SHA-256 of `site/station/epoch/boot/seq` of the
 * badge message that opened the session, version and variant set.
 */
export const sessionId = (site: string, station: string, epoch: number, boot: number, seq: number): string =>
  uuidOf(`${site}/${station}/${epoch}/${boot}/${seq}`)

/** A session from the paper notebook has no badge: the same line written down twice has the same id. */
export const notebookId = (
  site: string,
  machine: string,
  member: string,
  start_at_ms: number,
  end_at_ms: number,
): string => uuidOf(`${site}/notebook/${machine}/${member}/${start_at_ms}/${end_at_ms}`)

function uuidOf(text: string): string {
  const bytes = sha256(utf8ToBytes(text)).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytesToHex(bytes)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
