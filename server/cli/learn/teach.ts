/** A lesson on a terminal: one line for each thing to do, every Enter is a press. Nothing is kept before it is whole. */
import type { Mark, Phase } from '#server/domain/learning/types.ts'
import type { Words } from './words.ts'

export type Classroom = {
  /** The line a person answers with. Rejects when the lesson is given up. */
  ask(question: string): Promise<string>
  now_ms(): number
  /** What is missing to 3 % after these presses, in a sentence; null: nothing is. */
  missing(marks: readonly Mark[]): Promise<string | null>
}

const SKIP = 's'
const ENOUGH = 'q'

export async function teach({ ask, now_ms, missing }: Classroom, words: Words): Promise<Mark[]> {
  const marks: Mark[] = []
  const press = (phase: Phase | null) => marks.push({ at_ms: now_ms(), phase })
  const says = async (question: string, what: string) => (await ask(question)).trim().toLowerCase() === what

  if (!(await says(words.standby, SKIP))) {
    press('standby')
    await ask(words.wait)
  }
  await ask(words.idle)
  press('idle')
  await ask(words.wait)
  for (let stretch = 1; ; ) {
    while (!(await says(words.starts(stretch), ENOUGH))) {
      press('work')
      await ask(words.stops)
      press('idle')
      stretch += 1
    }
    press(null)
    const more = await missing(marks)
    if (more === null || (await says(words.goOn(more), ENOUGH))) return marks
    press('idle')
  }
}
