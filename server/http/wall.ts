import type { Viewer } from '#server/contract/visibility.ts'
import type { WallView } from '#server/contract/wall.ts'
import type { Directory } from '#server/domain/directory.ts'
import { mayBeNamed, namesOnWall } from '#server/present/machine.ts'

/** Whether walls name people, and whether they would name this one. */
export function presentWall(directory: Directory, { member }: Viewer): WallView {
  const facts = member === null ? undefined : directory.members.get(member)
  return { names: namesOnWall(directory), mine: facts === undefined ? null : mayBeNamed(facts) }
}
