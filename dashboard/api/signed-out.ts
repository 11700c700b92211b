/** A session that ended while a page was open: whoever asked the server for something waits until its reader has signed in again, or left. */
import { signal } from '@preact/signals'
import { me } from '../ui/session.ts'

/** What the page shows over everything while somebody waits. */
export const signedOut = signal(false)

let waiting: Promise<boolean> | null = null
let answer: (back: boolean) => void = () => {}

/** Whether the reader is back, and what was refused may be asked once more. Of nobody, where nobody was signed in. */
export function signedInAgain(): Promise<boolean> {
  if (me.peek() == null) return Promise.resolve(false)
  waiting ??= new Promise(resolve => {
    answer = resolve
    signedOut.value = true
  })
  return waiting
}

export function settleSignIn(back: boolean): void {
  waiting = null
  signedOut.value = false
  answer(back)
}
