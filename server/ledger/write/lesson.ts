/** Presses beside a machine while it is taught. No money rests on them: they say how levels were learnt. */
import type { Kysely } from 'kysely'
import type { Phase } from '#server/domain/learning/types.ts'
import type { Schema } from '../schema.ts'
import type { LessonMark } from '../types.ts'

/** All of them or none. */
export async function addLessonMarks(db: Kysely<Schema>, machine: string, marks: readonly LessonMark[]): Promise<void> {
  const rows = marks.map(({ at_ms, phase, begins, by }) => ({ machine, at_ms, phase, begins: begins ? 1 : 0, by }))
  await db.insertInto('lesson_mark').values(rows).execute()
}

/** Those of the machine's last lesson, oldest first. */
export async function lessonMarks(db: Kysely<Schema>, machine: string): Promise<LessonMark[]> {
  const begin = await db
    .selectFrom('lesson_mark')
    .select(({ fn }) => fn.max<number | null>('id').as('id'))
    .where('machine', '=', machine)
    .where('begins', '=', 1)
    .executeTakeFirst()
  const rows = await db
    .selectFrom('lesson_mark')
    .selectAll()
    .where('machine', '=', machine)
    .where('id', '>=', begin?.id ?? 0)
    .orderBy('id')
    .execute()
  return rows.map(({ at_ms, phase, begins, by }) => ({ at_ms, phase: phase as Phase | null, begins: begins === 1, by }))
}
