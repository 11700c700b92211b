/** GET /invoices/drafts/{period}: what would go out, and everything that is missing for it. Nothing is written. */
import * as z from 'zod'
import { draftsHash } from '#server/accounts/issue.ts'
import { InvoiceDrafts } from '#server/contract/invoices.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { presentDraft, presentInvoice } from '#server/present/invoices.ts'
import { BilledPeriod, draftsRefused } from '../invoices.ts'
import type { Route } from './route.ts'

export const invoiceDrafts: Route = (app, { accounts, core, reads }) => {
  const schema = {
    tags: ['money'],
    summary: 'What a closed month comes to, before it is issued',
    params: z.object({ period: BilledPeriod }),
    response: { 200: InvoiceDrafts },
  }
  app.get('/invoices/drafts/:period', { schema }, async request => {
    const made = await accounts.drafts(request.params.period)
    if (made.kind === 'refused') throw draftsRefused(made.refusal)
    const persons = new Map((await reads.persons()).map(({ member, name }) => [member, name]))
    const { organisations, issuers } = core.directory()
    const nameOf = ({ kind, id }: Payer): string =>
      (kind === 'organisation' ? organisations.get(id)?.name : persons.get(id)) ?? id
    return {
      period: made.period,
      drafts_hash: draftsHash(made.drafts),
      drafts: made.drafts.map(draft =>
        presentDraft(draft, nameOf(draft.payer), issuers.get(draft.issuer)?.name ?? draft.issuer),
      ),
      nothing: made.nothing.map(({ issuer, payer }) => ({ issuer, payer, name: nameOf(payer) })),
      issued: made.issued.map(presentInvoice),
    }
  })
}
