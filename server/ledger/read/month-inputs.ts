/** A month's questions asked through Kysely, one after the other: what the reader answers. The replay asks them itself. */
import { CompiledQuery, type Kysely } from 'kysely'
import type { Month } from '#server/domain/periods/month.ts'
import type { Schema } from '../schema.ts'
import { gather, type MonthQuestion } from './month.ts'

export async function monthInputs(db: Kysely<Schema>, question: MonthQuestion): Promise<Month> {
  const gathering = gather(question)
  let step = gathering.next()
  while (step.done !== true) {
    const { rows } = await db.executeQuery(CompiledQuery.raw(step.value.text, step.value.values))
    step = gathering.next(rows)
  }
  return step.value
}
