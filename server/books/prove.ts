/**
 * `navette verify --statement ID`: what ties one closed statement to the journal, in one report. That each row is what the
 * journal makes it, the replay says; here is what this statement rests on.
 */
import type { BooksLedger } from './ports.ts'
import type { StatementProof } from './proof.ts'

export type StatementReport = {
  id: string
  period: string
  member: string
  total_cents: number
  statement_hash: string
  lines: number
  sessions: number
  /** journal entries the sessions rest on; of `frames` the frame is kept, of the others its hash */
  entries: number
  frames: number
  decisions: number
  closing: StatementProof['closing']
  head: StatementProof['head']
  problems: string[]
}

type Reads = Pick<BooksLedger, 'closings' | 'closedStatement' | 'statementProof' | 'bookedAbout'>

/** `id` is `yyyy-mm/member`. Null: there is no such closed statement. */
export async function proveStatement(ledger: Reads, id: string): Promise<StatementReport | null> {
  const [period = '', member = ''] = id.split('/')
  const closing = (await ledger.closings()).find(one => one.period === period)
  const statement = (await ledger.closedStatement(period))?.members.find(one => one.id === member)
  if (closing === undefined || statement === undefined) return null
  const refs = [...new Set(statement.lines.flatMap(line => line.sessions))]
  const proof = await ledger.statementProof(closing.n, refs)
  if (proof === null) return null
  const known = new Set(proof.things.map(thing => thing.ref))
  const sum_cents = statement.lines.reduce((sum, line) => sum + line.cents, 0)
  const problems = [
    ...refs.filter(ref => !known.has(ref)).map(ref => `statement ${id}: its session ${ref} is nowhere`),
    ...proof.things
      .filter(thing => thing.kind === 'session' && (thing.entries === 0 || thing.chain === null))
      .map(thing => `statement ${id}: of session ${thing.ref} no journal entry is left`),
    ...(sum_cents === statement.total_cents ? [] : [`statement ${id}: its lines do not come to its total`]),
  ]
  let decisions = 0
  for (const ref of refs) decisions += (await ledger.bookedAbout(ref)).decisions.length
  return {
    ...{ id, period, member, total_cents: statement.total_cents, statement_hash: closing.statement_hash },
    ...{ lines: statement.lines.length, sessions: refs.length, decisions },
    entries: proof.things.reduce((sum, thing) => sum + thing.entries, 0),
    frames: proof.things.reduce((sum, thing) => sum + thing.frames, 0),
    ...{ closing: proof.closing, head: proof.head, problems },
  }
}
