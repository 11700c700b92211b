/** Machines and categories as a manager sets them, without a file. What is left out of a change stays. */
import * as z from 'zod'
import { CategoryView } from './people.ts'
import { Slug } from './topics.ts'

const Name = z.string().trim().min(1).max(120)
/** A kiln fires for a day; nobody leaves a machine idle for a week by intention. */
const seconds = z
  .int()
  .min(1)
  .max(7 * 86_400)
const TASKS_MAX = 24

export const Sensor = z.enum(['none', 'current', 'power', 'energy'])
export const Takeover = z.enum(['never', 'when-idle'])
/** When a session ends by itself, and how long a pause still belongs to the work. Null: never. */
const Rules = z.object({
  hold_ms: z.int().min(100).max(3_600_000),
  idle_timeout_s: seconds.nullable(),
  max_duration_s: seconds.nullable(),
  unattended: z.boolean(),
})
const Offline = z.object({ start: z.boolean(), hours: z.number().min(1).max(168).nullable() })
/** After hours of running, after months, or after whichever comes first. */
const Task = z
  .strictObject({
    id: Slug,
    name: Name,
    every_h: z.number().positive().max(1e6).optional(),
    every_months: z.int().min(1).max(600).optional(),
    locks: z.boolean().optional(),
  })
  .refine(({ every_h, every_months }) => every_h !== undefined || every_months !== undefined, {
    message: 'says neither every_h nor every_months',
  })
export type CareTaskSetting = z.infer<typeof Task>

export const MachineSettings = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  qualification: z.string().nullable(),
  sensor: Sensor,
  takeover: Takeover,
  moving_parts: z.boolean(),
  offline: Offline,
  profile: z.string(),
  rules: Rules,
  care: z.array(Task),
  /** null: nothing has been paired with it yet */
  station: z.string().nullable(),
  /** the day it went out of use; null: it is in use */
  retired: z.iso.date().nullable(),
})
export type MachineSettings = z.infer<typeof MachineSettings>

export const CategorySettings = CategoryView.extend({
  /** a member of category `of` (null: of any) is in this one for the first months of their activity */
  first_months: z.object({ months: z.int(), of: z.string().nullable() }).nullable(),
  members: z.int(),
  tariffs: z.int(),
})
export type CategorySettings = z.infer<typeof CategorySettings>

export const WorkshopView = z.object({
  machines: z.array(MachineSettings),
  categories: z.array(CategorySettings),
  /** what a machine's current may be read by */
  profiles: z.array(z.string()),
})
export type WorkshopView = z.infer<typeof WorkshopView>

export const MachineSetting = z
  .strictObject({
    name: Name,
    /** in the workshop's own words */
    kind: z.string().trim().min(1).max(64),
    /** null: anybody may start it */
    qualification: Slug.nullable(),
    sensor: Sensor,
    takeover: Takeover,
    moving_parts: z.boolean(),
    offline: Offline,
    profile: Slug,
    rules: z.strictObject(Rules.shape).partial(),
    care: z.array(Task).max(TASKS_MAX),
  })
  .partial()
export type MachineSetting = z.infer<typeof MachineSetting>

export const CategorySetting = z
  .strictObject({
    name: Name,
    first_months: z.strictObject({ months: z.int().min(1).max(600), of: Slug.nullable() }).nullable(),
  })
  .partial()
export type CategorySetting = z.infer<typeof CategorySetting>
