/**
 * The token a wall screen was given with its link: `/kiosk#navette_…`. What stands after # is never sent, so it is in nobody's log;
 * it is taken off the address at once and kept in this browser, for the power cuts of the years to come.
 */
import { speakAs } from '../../api/client.ts'
import { recall, remember } from '../../ui/memory.ts'

const TOKEN = /^#(navette_[\w-]+)$/

/** Whether this page is a screen with a token of its own; from then on it speaks with it. */
export function isScreen(): boolean {
  if (location.pathname !== '/kiosk') return false
  const given = TOKEN.exec(location.hash)?.[1]
  if (given !== undefined) {
    remember('screen', given)
    history.replaceState(null, '', location.pathname + location.search)
  }
  const token = given ?? recall('screen')
  if (token !== null) speakAs(token)
  return token !== null
}
