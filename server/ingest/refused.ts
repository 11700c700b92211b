/** An act that the directory, as it is when its turn comes, does not allow: told to whoever asked, nothing is written. */
import { type Said, wordsOf } from '#server/domain/refusals.ts'
import type { Refusal } from '#server/domain/who/refusal.ts'

export class ActRefused extends Error {
  readonly kind: Refusal['kind']
  readonly said: Said
  constructor(refusal: Refusal) {
    super(wordsOf(refusal))
    this.kind = refusal.kind
    this.said = refusal
  }
}
