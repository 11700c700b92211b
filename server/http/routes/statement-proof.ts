/** GET /periods/{yyyy-mm}/statements/{member}/proof: from each line to sessions, to journal entries, to the chain's head. */
import { Proof } from '#server/contract/books.ts'
import { presentDecided, presentUse } from '#server/present/books.ts'
import { at } from '#server/present/words.ts'
import { HttpProblem } from '../problem.ts'
import { StatementParam } from '../schemas.ts'
import { statementOr404 } from '../statements.ts'
import type { Route } from './route.ts'

export const statementProof: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'What a statement rests on',
    params: StatementParam,
    response: { 200: Proof },
  }
  app.get('/periods/:period/statements/:member/proof', { schema }, async request => {
    const { period, member } = request.params
    const { closing, statement, uses } = await statementOr404(deps, request)
    if (closing === null) throw new HttpProblem(409, 'nothing-to-prove', { period })
    const lines = statement.lines.map(({ label, cents, sessions }) => ({ label, cents, sessions }))
    const refs = [...new Set(lines.flatMap(line => line.sessions))]
    const found = await deps.books.proof(closing.n, refs)
    if (found === null) throw new HttpProblem(500, 'closing-lost', { period })
    const used = new Map(uses.map(presentUse).map(use => [use.id, use]))
    const things = []
    for (const { ref, ...thing } of found.things) {
      const { machine = '', start = at(0), running_ms = 0 } = used.get(ref) ?? {}
      const { decisions } = await deps.books.about(ref)
      things.push({
        id: ref,
        ...thing,
        machine,
        start,
        running_ms,
        decisions: decisions.map(one => ({ ...presentDecided(one), n: one.n })),
      })
    }
    const { n, chain, payload_hash, received_at_ms } = found.closing
    return {
      ...{ id: `${period}/${member}`, period, member, total_cents: statement.total_cents },
      statement_hash: closing.statement_hash,
      closing: { n, chain, payload_hash, received: at(received_at_ms), by: closing.by },
      ...{ head: found.head, lines, things },
    }
  })
}
