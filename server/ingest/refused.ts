/** An act that the directory, as it is when its turn comes, does not allow: told to whoever asked, nothing is written. */
import type { Refusal } from '#server/domain/who/refusal.ts'

export class ActRefused extends Error {
  readonly kind: Refusal['kind']
  constructor({ kind, message }: Refusal) {
    super(message)
    this.kind = kind
  }
}
