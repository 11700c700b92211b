/** Who can teach a machine: the animateurs, whose work it is, and members who hold its qualification and agreed to be named. */
import type { TeachersView } from '#server/contract/care.ts'
import type { Directory, MachineFacts } from '#server/domain/directory.ts'
import { holding, isActive } from '#server/domain/who/membership.ts'
import { at } from '#server/present/words.ts'
import type { User } from './auth/types.ts'
import type { HttpDeps } from './deps.ts'
import { todayOf } from './members.ts'
import { namesOf } from './people.ts'

export async function teachersOf(
  { id, qualification }: MachineFacts,
  reader: User,
  deps: HttpDeps,
): Promise<TeachersView> {
  const { core, clock, auth } = deps
  const directory = core.directory()
  const now_ms = clock.now_ms()
  const today = todayOf(core, now_ms)
  if (qualification === null)
    return { machine: id, qualification, mine: null, teaches: false, teachers: [], trainings: [] }
  const names = await namesOf(deps)
  const own = reader.member
  const willing = [...directory.teaching.values()].filter(
    one => one.qualifications.includes(qualification) && may(directory, one.id, qualification, today),
  )
  const staff = (await auth.users()).filter(
    ({ role, member }) => role === 'animateur' && !willing.some(one => one.id === member),
  )
  const trainings = [...directory.events.values()].filter(
    event => event.kind === 'training' && event.qualification === qualification && event.from_ms > now_ms,
  )
  return {
    ...{ machine: id, qualification, mine: own === null ? null : mine(directory, own, qualification, today) },
    teaches: own !== null && (directory.teaching.get(own)?.qualifications.includes(qualification) ?? false),
    teachers: [
      ...staff.map(({ name }) => ({ name, staff: true })),
      ...willing.map(one => ({ name: names.get(one.id) ?? one.id, staff: false })),
    ],
    trainings: trainings
      .sort((a, b) => a.from_ms - b.from_ms)
      .map(event => ({ id: event.id, name: event.name, from: at(event.from_ms), until: at(event.until_ms) })),
  }
}

function may(directory: Directory, id: string, qualification: string, today: string): boolean {
  const member = directory.members.get(id)
  return member !== undefined && isActive(member, today) && holding(member, qualification, today) === 'held'
}

function mine(directory: Directory, id: string, qualification: string, today: string): TeachersView['mine'] {
  const member = directory.members.get(id)
  if (member === undefined) return null
  const expires = member.grants?.find(grant => grant.qualification === qualification)?.expires ?? null
  return { state: holding(member, qualification, today), expires }
}
