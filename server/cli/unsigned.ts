/** Who has signed no charter gets no machine (contract §1, `charter-unsigned`): an import says so, rather than the first badge. */
import type { MemberFacts } from '#server/domain/directory.ts'

/** Of those who could badge at all: not of who has left. */
export const unsignedIn = (members: readonly Pick<MemberFacts, 'charter_signed' | 'left'>[]): number =>
  members.filter(({ charter_signed, left }) => charter_signed === null && left === null).length

export const unsignedWords = (count: number): string[] =>
  count === 0
    ? []
    : [
        `Without a signed charter: ${count}. Their badges are refused (charter-unsigned) until it is signed, or told as charter_signed.`,
      ]
