/** The first start over HTTP: one account, one atelier. Only while nobody has an account, and only with the terminal's code. */
import * as z from 'zod'
import { Me } from './api.ts'
import { Opening } from './atelier.ts'

const natural = z.int().min(0)
const NAME_CHARS_MAX = 120
const MACHINES_MAX = 60

export const SetupView = z.object({
  needed: z.boolean(),
  examples: z.array(z.object({ slug: z.string(), name: z.string(), machines: natural, members: natural })),
})
export type SetupView = z.infer<typeof SetupView>

const name = z.string().trim().min(1).max(NAME_CHARS_MAX)
export const NewAtelier = z.strictObject({
  kind: z.literal('new'),
  name,
  /** IANA: months and days are counted in it */
  timezone: z.string().max(64).default('Europe/Paris'),
  /** of new members, and what the atelier's first category is called in */
  language: z.enum(['fr', 'en']).default('fr'),
  /** null: always open */
  opening: z.array(Opening).max(21).nullable(),
  machines: z
    .array(
      z.strictObject({
        name,
        /** what it is, in the workshop's own words */
        kind: z.string().trim().min(1).max(64),
        /** only who was trained for its kind may start it */
        trained: z.boolean(),
      }),
    )
    .max(MACHINES_MAX),
})

export const Setup = z.strictObject({
  /** as the terminal printed it; case and dashes do not count */
  code: z.string().max(32),
  name,
  email: z.email().max(320),
  password: z.string().min(8).max(128),
  atelier: z.discriminatedUnion('kind', [
    NewAtelier,
    z.strictObject({ kind: z.literal('example'), slug: z.string().max(64) }),
  ]),
})
export type Setup = z.input<typeof Setup>

export const SetupAnswer = Me
