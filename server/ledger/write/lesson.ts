/** Presses beside a machine while it is taught. No money rests on them: they say how levels were learnt. */
import type { Kysely } from 'kysely'
import type { Phase } from '#server/domain/learning/types.ts'
import type { Schema } from '../schema.ts'
import type { LessonMark } from '../types.ts'

export async function addLessonMark(db: Kysely<Schema>, machine: string, mark: LessonMark): Promise<void> {
  const { at_ms, phase, begins, by } = mark
  await db
    .insertInto('lesson_mark')
    .values({ machine, at_ms, phase, begins: begins ? 1 : 0, by })
    .execute()
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
