/** POST /bank-runs: the file is made and kept, once, of exactly the documents that were shown. */
import { MakeRunBody, RunView } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done, payerNames, runView } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import type { Route } from './route.ts'

export const makeBankRun: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['money'], summary: 'Make a file for the bank', body: MakeRunBody, response: { 201: RunView } }
  app.post('/bank-runs', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const made = done(await deps.bank.makeRun({ ...request.body, by: signatureOf(user) }))
    await audit(user, 'bank-run-make', made.run, `${made.items.length} items, SHA-256 ${made.file_hash}`)
    const run = (await deps.bank.runs()).find(one => one.run === made.run && one.issuer === request.body.issuer)
    if (run === undefined) throw notFound('run', made.run)
    return reply.code(201).send(runView(run, await payerNames(deps)))
  })
}
