/** Whether everybody who looks at machines reads who is at them. Off unless the atelier said so. */
import * as z from 'zod'

export const WallView = z.object({
  names: z.boolean(),
  /** whether one's own name is among them: false after one asked, and for children; null: the account is nobody's */
  mine: z.boolean().nullable(),
})
export type WallView = z.infer<typeof WallView>
