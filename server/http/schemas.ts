/** What routes accept in paths and queries. Limits are named here, with their reason. */
import * as z from 'zod'
import { Slug } from '#server/contract/topics.ts'

export const LIMIT_DEFAULT = 50
/** A page is answered from one read and one redraw; more is another page. */
export const LIMIT_MAX = 200
const CURSOR_LENGTH_MAX = 256

export const SlugParam = z.object({ id: Slug })
/** An account's, as better-auth makes it. */
export const UserParam = z.object({ id: z.string().regex(/^[A-Za-z0-9]{8,64}$/) })
export const SessionParam = z.object({ id: z.uuid() })
/** A repair or a care, as a cost speaks of it. */
export const WorkParam = z.object({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) })
export const FaultParam = z.object({ id: z.coerce.number().pipe(z.int().min(1)) })
/** A badge's HMAC: the raw UID never reaches the server. */
export const BadgeParam = z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) })
export const Period = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'is not a month yyyy-mm')
/** A session, running without one (`run-<n>`), or a session of the notebook. */
export const ThingParam = z.object({ id: z.string().regex(/^([0-9a-f-]{36}|run-\d{1,15})$/) })
export const PeriodParam = z.object({ period: Period })
export const StatementParam = z.object({ period: Period, member: Slug })
export const ContestParam = z.object({ period: Period, n: z.coerce.number().pipe(z.int().min(1)) })

const limit = z.coerce.number().pipe(z.int().min(1).max(LIMIT_MAX)).default(LIMIT_DEFAULT)
/** Opaque: what the previous page gave as `next`. */
const cursor = z
  .string()
  .max(CURSOR_LENGTH_MAX)
  .regex(/^[\w.:~-]+$/)
  .optional()

const pageFields = { limit, cursor }
export const PageQuery = z.strictObject(pageFields)
export type PageOf = z.infer<typeof PageQuery>

/** RFC 3339; comes out as Unix ms. */
export const Moment = z.iso.datetime({ offset: true }).transform(text => Date.parse(text))
export const Flag = z.enum(['true', 'false']).transform(text => text === 'true')

const rangeFields = { from: Moment.optional(), to: Moment.optional() }
type RangeFields = { from?: number | undefined; to?: number | undefined }

function checkRange(query: RangeFields, context: z.RefinementCtx): void {
  if (query.from === undefined || query.to === undefined || query.from < query.to) return
  context.addIssue({ code: 'custom', path: ['to'], message: 'must be after from' })
}

export const PagedRangeQuery = <T extends z.ZodRawShape>(fields: T) =>
  z
    .strictObject({ ...pageFields, ...rangeFields, ...fields })
    .superRefine((query, context) => checkRange(query as RangeFields, context))

export const RangeQuery = <T extends z.ZodRawShape>(fields: T) =>
  z
    .strictObject({ ...rangeFields, ...fields })
    .superRefine((query, context) => checkRange(query as RangeFields, context))

/** A route that answers a file. Of bytes OpenAPI 3.1 says their media type and nothing more. */
export const fileOf = (...types: readonly string[]) => ({
  produces: [...types],
  response: { 200: z.unknown().meta({ description: 'The file' }) },
})
