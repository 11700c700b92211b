/** What I may use now, then what is only taken or shut for the moment, then what I must first learn; each in the order it came. Pure. */
import type { AccessView } from '#server/contract/people.ts'

type Access = Pick<AccessView, 'granted' | 'reason'>

const rank = ({ granted, reason }: Access): number => (granted ? 0 : reason === 'no-qualification' ? 2 : 1)

export const usableFirst = <One extends Access>(items: readonly One[]): One[] =>
  items.toSorted((a, b) => rank(a) - rank(b))
