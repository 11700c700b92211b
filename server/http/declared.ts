/** A session of the notebook, as it waits for the member's word. */
import type { BookedDeclaration } from '#server/books/ports.ts'
import type { DeclaredView } from '#server/contract/books.ts'
import { at } from '#server/present/words.ts'

export const presentDeclared = ({ session, period, by, reason }: BookedDeclaration): DeclaredView => ({
  id: session.id,
  machine: session.machine,
  member: session.member,
  start: at(session.start_at_ms),
  end: at(session.end_at_ms),
  running_ms: session.running_ms,
  order: session.order,
  ...{ period, by, reason },
})
