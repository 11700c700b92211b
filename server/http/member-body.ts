/** What a request says of a member, checked against the directory and against what the caller may set. */
import * as z from 'zod'
import { Slug } from '#server/contract/topics.ts'
import { seesAddresses, type Viewer } from '#server/contract/visibility.ts'
import type { Directory, MemberFacts } from '#server/domain/directory.ts'
import { HttpProblem, unacceptable } from './problem.ts'

const Day = z.iso.date()
const day = Day.nullable().optional()
export const NAME_CHARS_MAX = 200
/** What a person types as a name: no control characters, nothing that turns the direction of a line round (UAX #9). */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(NAME_CHARS_MAX)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it refuses
  .regex(/^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$/, 'holds characters that cannot be seen')

/** Art. 261 B CGI: since when, and by which paper, their own activity is known not to be taxed. */
export const CostSharing = z
  .strictObject({ from: Day, document: z.string().trim().min(1).max(200) })
  .nullable()
  .optional()

export const MemberBody = z.strictObject({
  name: PersonName.nullable().optional(),
  email: z.email().nullable().optional(),
  category: Slug.nullable().optional(),
  organisation: Slug.nullable().optional(),
  joined: day,
  left: day,
  suspended: z.boolean().optional(),
  activity_started: day,
  charter_signed: day,
  language: z.enum(['fr', 'en']).optional(),
  kind: z.enum(['person', 'institution', 'visitor']).optional(),
  categories: z
    .array(z.object({ from: Day, category: Slug.nullable() }))
    .max(100)
    .optional(),
  states: z
    .array(z.object({ from: Day, state: z.enum(['candidate', 'active', 'suspended', 'left']) }))
    .max(100)
    .optional(),
  payers: z
    .array(z.object({ from: Day, organisation: Slug.nullable() }))
    .max(100)
    .optional(),
  employer: Slug.nullable().optional(),
  minor: z.boolean().optional(),
  limit_cents_per_month: z.int().min(0).max(1e9).nullable().optional(),
  cost_sharing: CostSharing,
})
export type MemberBody = z.infer<typeof MemberBody>

const NONE_OF = { categories: 'no-category', organisations: 'no-organisation' } as const

export function checkMember(body: MemberBody, viewer: Viewer, directory: Directory): void {
  const money = seesAddresses(viewer)
  if (
    !money &&
    (body.email !== undefined || body.limit_cents_per_month !== undefined || body.cost_sharing !== undefined)
  ) {
    throw new HttpProblem(403, 'role-sets-no-contact', { role: viewer.role })
  }
  const refer = (kind: 'categories' | 'organisations', id: string | null | undefined, path: string): void => {
    if (id != null && !directory[kind].has(id)) throw unacceptable(`body.${path}`, NONE_OF[kind], { id })
  }
  refer('categories', body.category, 'category')
  refer('organisations', body.organisation, 'organisation')
  refer('organisations', body.employer, 'employer')
  for (const [i, one] of (body.categories ?? []).entries())
    refer('categories', one.category, `categories.${i}.category`)
  for (const [i, one] of (body.payers ?? []).entries())
    refer('organisations', one.organisation, `payers.${i}.organisation`)
}

const newcomer = (id: string): MemberFacts => ({
  ...{ id, category: null, organisation: null, joined: null, left: null, suspended: false, activity_started: null },
  ...{ charter_signed: null, qualifications: [], language: 'fr' },
})

/** What the body leaves out stays as it was. */
export function changedMember(before: MemberFacts | undefined, id: string, body: MemberBody): MemberFacts {
  const { name: _name, email: _email, ...facts } = body
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
  const after: MemberFacts = { ...(before ?? newcomer(id)), ...given }
  if (after.kind === 'institution' && after.organisation === null) {
    throw unacceptable('body.organisation', 'institution-needs-organisation')
  }
  return after
}
