/**
 * The charter and who signed it. Its text is nobody's secret and stands in the journal with each version; of a signature the journal has
 * who witnessed it, which text it stands under, and a salted commitment to the drawing or the name, which lies beside the chain and goes
 * when the person is erased (docs/adr/0001).
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Directory } from '../directory.ts'
import { type DomainRefusal, type RefusalParams, type Said, said } from '../refusals.ts'

/** `id` is `v` and the version; `date` the day it was put in force. */
export type CharterFacts = { id: string; version: number; date: string; hash: string; text: string }

/** `drawn` with a finger, the name `typed`, or `ticked`: a visitor's acknowledgement, which leaves no drawing. */
export type HowSigned = 'drawn' | 'typed' | 'ticked'
/** The last one of a member. `charter` and `hash` null: on paper, the atelier has given no text. */
export type SignatureFacts = {
  /** the member */
  id: string
  charter: string | null
  hash: string | null
  at_ms: number
  /** the day in the atelier's zone */
  day: string
  how: HowSigned
  /** who was there: a member or an account */
  witness: string
  /** hex SHA-256 of salt ‖ drawing or name; null where there is neither */
  commitment: string | null
}

export type CharterEntry =
  | { type: 'charter-put'; charter: CharterFacts; by: string; at_ms: number }
  | { type: 'charter-signed'; signature: SignatureFacts }

export const hashOfText = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

export function currentCharter({ charters }: Pick<Directory, 'charters'>): CharterFacts | null {
  let current: CharterFacts | null = null
  for (const one of charters.values()) if (current === null || one.version > current.version) current = one
  return current
}

export function nextCharter(directory: Directory, text: string, date: string): CharterFacts {
  const version = (currentCharter(directory)?.version ?? 0) + 1
  return { id: `v${version}`, version, date, hash: hashOfText(text), text }
}

type Refused = { kind: 'refused' | 'conflict' } & Said
const conflict = (code: DomainRefusal, params: RefusalParams = {}): Refused => ({
  kind: 'conflict',
  ...said(code, params),
})

/** Nobody signs a text that has been replaced while they read it, and the same text is not a new version. */
export function charterRefusal(directory: Directory, entry: CharterEntry): Refused | null {
  const current = currentCharter(directory)
  if (entry.type === 'charter-put') {
    const { charter } = entry
    if (charter.hash === current?.hash) return conflict('charter-same')
    return charter.version === (current?.version ?? 0) + 1 ? null : conflict('charter-changed')
  }
  return signatureRefusal(directory, entry.signature)
}

export function signatureRefusal(directory: Directory, { charter, hash }: SignatureFacts): Refused | null {
  const current = currentCharter(directory)
  return charter === (current?.id ?? null) && hash === (current?.hash ?? null) ? null : conflict('charter-changed')
}
