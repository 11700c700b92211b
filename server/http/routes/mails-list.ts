/** GET /mails: the outbox, newest first: what waits, what went out, and what came back with the words of the other side. */
import * as z from 'zod'
import { MailState, OutboxView } from '#server/contract/bookkeeping.ts'
import type { MailRow } from '#server/domain/records.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listMails: Route = (app, { bookkeeping }) => {
  const schema = {
    tags: ['money'],
    summary: 'The outbox',
    querystring: PageQuery.extend({
      state: MailState.optional(),
      /** a document: its own mails, and reminders it went with */
      attached: z.string().min(1).max(64).optional(),
    }),
    response: { 200: OutboxView },
  }
  app.get('/mails', { schema }, async request => {
    const { page, counts, relay } = await bookkeeping.outbox({ ...request.query, cursor: request.query.cursor ?? null })
    return { items: page.items.map(viewOf), next: page.next, counts, relay }
  })
}

const viewOf = ({ queued_at_ms, next_at_ms, sent_at_ms, ...row }: MailRow) => ({
  ...row,
  queued_at: new Date(queued_at_ms).toISOString(),
  next_at: new Date(next_at_ms).toISOString(),
  sent_at: sent_at_ms === null ? null : new Date(sent_at_ms).toISOString(),
})
