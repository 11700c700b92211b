/** The ledger's side of the books in memory: entries in a list, everything else computed from it. */
import type { BooksLedger } from '#server/books/ports.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { BooksEntry } from '#server/domain/periods/entries.ts'
import type { Closing, Contest, Decided } from '#server/domain/periods/month.ts'
import { statementOf } from '#server/domain/periods/rows.ts'
import { type Run, thingOfDeclared, thingOfRun, thingOfSession } from '#server/domain/periods/things.ts'

type Booked = { n: number; at_ms: number; entry: BooksEntry }
type Of<T extends BooksEntry['type']> = Booked & { entry: Extract<BooksEntry, { type: T }> }

export function fakeBooks(sessions: Session[], runs: Run[], chain: string): BooksLedger & { booked: Booked[] } {
  const booked: Booked[] = []
  const of = <T extends BooksEntry['type']>(type: T) => booked.filter((one): one is Of<T> => one.entry.type === type)
  const closings = (): Closing[] => of('closed').map(({ n, at_ms, entry }) => ({ ...entry, n, at_ms }))
  const decisions = (): (Decided & { period: string })[] =>
    of('settled').flatMap(({ n, at_ms, entry: { items, ...said } }) => items.map(item => ({ ...said, n, at_ms, item })))
  const contests = (): Contest[] =>
    of('contested').map(({ n, at_ms, entry }) => {
      const answered = of('answered').find(one => one.entry.contest === n)
      const answer = answered === undefined ? null : { ...answered.entry, n: answered.n, at_ms: answered.at_ms }
      return { n, at_ms, item: entry.item, member: entry.member, reason: entry.reason, answer }
    })
  const declarations = () =>
    of('declared').map(({ at_ms, entry }) => {
      const said = of('confirmed').find(one => one.entry.declared === entry.session.id)
      return { ...entry, at_ms, confirmed: said?.entry.confirmed ?? null }
    })
  const head = () => booked.at(-1)?.n ?? 0
  return {
    booked,
    async monthInputs({ period, zone, from_ms, to_ms }) {
      const inside = (at_ms: number) => at_ms >= from_ms && at_ms < to_ms
      const own = [
        ...sessions.filter(one => inside(one.start_at_ms)).map(one => thingOfSession(one, null)),
        ...runs.filter(one => inside(one.from_at_ms)).map(thingOfRun),
        ...declarations()
          .filter(one => inside(one.session.start_at_ms) && one.confirmed !== false)
          .map(one => thingOfDeclared(one.session, one.confirmed)),
      ]
      const month = {
        period,
        zone,
        head_n: head(),
        books_n: head(),
        previous: null,
        packs: null,
        own,
        late: [],
        again: [],
      }
      const mine = (one: { item: string }) => own.some(thing => thing.ref === one.item)
      return { ...month, decisions: decisions().filter(mine), earlier: [], contests: contests().filter(mine) }
    },
    // its sessions are changed behind its back
    monthMoved: async () => true,
    closings: async () => closings(),
    firstUseAt: async () => Math.min(...sessions.map(one => one.start_at_ms)),
    booksHead: async () => head(),
    async closedStatement(period) {
      const closed = of('closed').find(one => one.entry.period === period)
      return closed === undefined ? null : statementOf(closed.entry)
    },
    bookedAbout: async subject => ({
      decisions: decisions().filter(one => one.item === subject),
      contests: contests().filter(one => one.item === subject),
      declaration: declarations().find(one => one.session.id === subject) ?? null,
    }),
    declaredOf: async member => declarations().filter(one => one.session.member === member && one.confirmed === null),
    statementProof: async n => ({
      closing: { n, received_at_ms: 0, payload_hash: chain, chain },
      head: { n, chain },
      things: [],
    }),
    session: async id => sessions.find(one => one.id === id) ?? null,
    stateChanges: async () => [],
    registers: async () => [],
    async appendBooks({ entries, books_n }, at_ms) {
      if (books_n !== head()) return { kind: 'books-moved' }
      for (const entry of entries) booked.push({ n: head() + 1, at_ms, entry })
      return { kind: 'booked', n: head() }
    },
  }
}
