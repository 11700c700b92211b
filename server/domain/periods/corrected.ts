/** The rules a closed month was closed by, with whom and what the atelier has got to know since. */
import type { Directory } from '../directory.ts'
import type { ClosedMonth } from './month.ts'

/** Prices, pools, orders and rules of that day; people, machines and organisations that came later are not strangers. */
export const directoryThen = ({ directory: past }: ClosedMonth, now: Directory): Directory => ({
  ...past,
  members: new Map([...now.members, ...past.members]),
  machines: new Map([...now.machines, ...past.machines]),
  organisations: new Map([...now.organisations, ...past.organisations]),
})
