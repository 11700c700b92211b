/** Plan or grid: what was asked for, else the plan where somebody has drawn one and the screen has room for it. Pure. */
export type View = 'plan' | 'grid'

/** On a phone the tags of a plan are small; the grid is read first, the plan asked for. */
const ROOM_PX = 720

type Seen = { kiosk: boolean; drawn: boolean; width: number }

export function viewOf(asked: string | null, { kiosk, drawn, width }: Seen): View {
  if (asked === 'plan' || asked === 'grid') return asked
  return drawn && !kiosk && width >= ROOM_PX ? 'plan' : 'grid'
}
