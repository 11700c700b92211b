/** Whom an account acts for, checked against the directory, and a first password for it. */
import { randomBytes } from 'node:crypto'
import type { Role } from '#server/contract/api.ts'
import type { Directory } from '#server/domain/directory.ts'
import { unacceptable } from './problem.ts'

export type Ties = { role: Role; member: string | null; organisation: string | null }

export function checkTies({ role, member, organisation }: Ties, { members, organisations }: Directory): void {
  if (role === 'member' && member === null) throw unacceptable('body.member', 'member-needed-for-role')
  if (member !== null && !members.has(member)) throw unacceptable('body.member', 'no-member', { id: member })
  if (role === 'organisation' && organisation === null)
    throw unacceptable('body.organisation', 'organisation-needed-for-role')
  if (organisation !== null && !organisations.has(organisation))
    throw unacceptable('body.organisation', 'no-organisation', { id: organisation })
}

/** 96 bits, as sixteen letters to read over a counter. */
const PASSWORD_BYTES = 12
export const madePassword = (): string => randomBytes(PASSWORD_BYTES).toString('base64url')
