/** Tabs of one browser share one cookie: who signs in or out in one of them does so in all, and each has to know whose page it shows. */
import { effect } from '@preact/signals'
import { me } from '../ui/session.ts'
import { settleSignIn, signedInAgain, signedOut } from './signed-out.ts'

/** An account's id; null: nobody */
type Who = string | null
/** `reload`: what this tab shows is somebody else's · `cover`: nobody's, and what was being written stays beneath · `resume`: theirs again */
export type Following = 'nothing' | 'reload' | 'cover' | 'resume'

/** `mine`: whom this tab shows; undefined: not known yet. Pure. */
export function following(mine: Who | undefined, told: Who, covered: boolean): Following {
  if (mine === undefined || (mine === null && told === null)) return 'nothing'
  if (told === null) return 'cover'
  if (told !== mine) return 'reload'
  return covered ? 'resume' : 'nothing'
}

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('navette.signed-in')

export const tellTabs = (who: Who): void => channel?.postMessage(who)

/** From now on this tab tells the others who is signed in, and does as they say. */
export function followTabs(): void {
  if (channel === null) return
  channel.onmessage = ({ data }: MessageEvent<Who>) => {
    const mine = me.peek()
    const next = following(mine === undefined ? undefined : (mine?.id ?? null), data, signedOut.peek())
    if (next === 'reload') location.reload()
    if (next === 'cover') void signedInAgain()
    if (next === 'resume') settleSignIn(true)
  }
  effect(() => {
    if (me.value !== undefined) tellTabs(me.value?.id ?? null)
  })
}
