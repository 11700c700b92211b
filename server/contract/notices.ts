/** What somebody asks to be told by mail: docs/care.md. Clocks are the atelier's. */
import * as z from 'zod'
import { Slug } from './topics.ts'

export const NoticeTopic = z.enum(['fault', 'care', 'card', 'silent'])
export type NoticeTopic = z.infer<typeof NoticeTopic>
const When = z.enum(['off', 'now', 'digest'])
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of the day')

export const NoticeWish = z.strictObject({
  topics: z.strictObject({ fault: When, care: When, card: When, silent: When }),
  /** of these machines, and of machines of these kinds; both null: of all */
  machines: z.array(Slug).max(500).nullable(),
  kinds: z.array(z.string().min(1).max(200)).max(500).nullable(),
  quiet: z.strictObject({ from: Clock, until: Clock }).nullable(),
  digest_at: Clock,
})
export type NoticeWish = z.infer<typeof NoticeWish>

export const NoticeView = z.object({
  wish: NoticeWish,
  /** what the reader's role may ask for */
  topics: z.array(NoticeTopic),
  /** where it would go; null: the account has no address */
  address: z.string().nullable(),
  /** whether there is a mail server at all */
  relay: z.boolean(),
})
export type NoticeView = z.infer<typeof NoticeView>
