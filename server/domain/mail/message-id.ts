/**
 * The Message-ID of a mail: the same whenever the same thing is sent to the same address, so that whoever gets it twice can tell.
 * An address is in it only as a hash.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Of RFC 5322 dot-atom-text what every server lets through. */
const atom = (text: string): string => text.replaceAll(/[^A-Za-z0-9-]+/g, '-').replaceAll(/^-+|-+$/g, '') || '-'
/** 48 bits: two addresses of one document do not meet. */
const ADDRESS_HEX = 12

export function messageId(of: { site: string; kind: string; about: string; address: string }): string {
  const address = bytesToHex(sha256(utf8ToBytes(of.address.trim().toLowerCase()))).slice(0, ADDRESS_HEX)
  return `<${atom(of.about)}.${atom(of.kind)}.${address}@${atom(of.site)}>`
}
