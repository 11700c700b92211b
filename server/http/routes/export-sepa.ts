/** GET /exports/sepa: the very bytes that were made for the bank, held against the hash in the journal. */
import * as z from 'zod'
import { Slug } from '#server/contract/topics.ts'
import { auditOf } from '../audit.ts'
import { refused } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import { fileOf } from '../schemas.ts'
import { RunParam } from './bank-run-cancel.ts'
import type { Route } from './route.ts'

export const exportSepa: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'A file for the bank',
    querystring: z.strictObject({ issuer: Slug, run: RunParam.shape.run }),
    ...fileOf('application/xml'),
  }
  app.get('/exports/sepa', { schema }, async (request, reply) => {
    const { issuer, run } = request.query
    const file = await deps.bank.runFile(issuer, run)
    if ('code' in file) throw refused(file)
    await audit(callerOf(request), 'bank-run-download', run)
    return reply
      .header('content-disposition', `attachment; filename="${run}.xml"`)
      .type('application/xml; charset=utf-8')
      .send(file.xml)
  })
}
