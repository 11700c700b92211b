/**
 * An act is done once, however often it is sent: pressed twice it is one request, and tried again after an answer that never came
 * it carries the key it had, by which the server knows that it has done it (docs/api.md, Idempotency-Key).
 */
const KEY_BYTES = 16
/** From an act to the key under which it may have been done. */
const unanswered = new Map<string, string>()
const underway = new Map<string, Promise<unknown>>()

/** `randomUUID` is for pages served over TLS; a workshop's server speaks plain HTTP at home. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), byte => byte.toString(16).padStart(2, '0')).join('')

/** `inDoubt`: whether it may have been done although it failed. */
type Send = { send: (key: string) => Promise<unknown>; inDoubt: (failure: unknown) => boolean }

/** `act`: what is asked of the server, written out. */
export function once(act: string, { send, inDoubt }: Send): Promise<unknown> {
  const former = underway.get(act)
  if (former !== undefined) return former
  const key = unanswered.get(act) ?? newKey()
  unanswered.set(act, key)
  const sent = send(key)
    .then(
      value => {
        unanswered.delete(act)
        return value
      },
      (failure: unknown) => {
        if (!inDoubt(failure)) unanswered.delete(act)
        throw failure
      },
    )
    .finally(() => underway.delete(act))
  underway.set(act, sent)
  return sent
}
