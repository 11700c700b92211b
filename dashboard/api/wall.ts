/** Names on walls: whether there are any, and whether one's own is among them. */
import type { WallView } from '#server/contract/wall.ts'
import { get, put } from './client.ts'

export const getWall = () => get<WallView>('wall')
export const nameOnWalls = (names: boolean) => put<WallView>('wall', { names })
export const nameMe = (named: boolean) => put<WallView>('me/wall', { named })
