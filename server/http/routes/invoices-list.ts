/** GET /invoices: what was issued, newest first, and what is still to be paid of it. */
import * as z from 'zod'
import { INVOICE_STATES, IssuedRow } from '#server/contract/invoices.ts'
import { Slug } from '#server/contract/topics.ts'
import { sought } from '#server/domain/accounting/sought.ts'
import { localDate } from '#server/domain/time.ts'
import { presentInvoice } from '#server/present/invoices.ts'
import { BilledPeriod } from '../invoices.ts'
import { LIMIT_DEFAULT, LIMIT_MAX } from '../schemas.ts'
import type { Route } from './route.ts'

const Query = z.strictObject({
  period: BilledPeriod.optional(),
  issuer: Slug.optional(),
  state: z.enum(INVOICE_STATES).optional(),
  /** `member/awa`, `organisation/…` */
  payer: z
    .string()
    .regex(/^(member|organisation|cooperative)\/[a-z0-9][a-z0-9-]{0,31}$/)
    .optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(LIMIT_MAX)).default(LIMIT_DEFAULT),
  /** how many newer ones are left out */
  cursor: z.coerce.number().pipe(z.int().min(0)).default(0),
})

export const listInvoices: Route = (app, { accounts, bank, core, clock }) => {
  /** `total`: on all pages together */
  const page = z.object({ items: z.array(IssuedRow), next: z.string().nullable(), total: z.int().min(0) })
  const schema = {
    tags: ['money'],
    summary: 'Issued invoices and credit notes',
    querystring: Query,
    response: { 200: page },
  }
  app.get('/invoices', { schema }, async request => {
    const { period, issuer, state = null, payer = null, limit, cursor } = request.query
    const today = localDate(clock.now_ms(), core.directory().site?.timezone ?? 'UTC')
    const standing = (await bank.balances()).map(({ account }) => account)
    const { items, total } = await accounts.page({
      ...{ limit, skip: cursor },
      ...(period !== undefined && { period }),
      ...(issuer !== undefined && { issuer }),
      ...((state !== null || payer !== null) && { numbers: sought(standing, { state, payer }, today) }),
    })
    const open = new Map(standing.flatMap(account => account.items.map(one => [one.item, one.open_cents])))
    const rows = items.map(document => ({
      ...presentInvoice(document),
      open_cents: document.kind === 'invoice' ? (open.get(document.number) ?? 0) : null,
    }))
    const after = cursor + items.length
    return { items: rows, next: after < total ? `${after}` : null, total }
  })
}
