/** A badge as the outside sees it. */
import type { BadgeFacts } from '#server/domain/directory.ts'

export const presentBadge = ({ badge, member, blocked }: BadgeFacts) => ({ id: badge, member, blocked })
