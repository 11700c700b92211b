import { describe, expect, it } from 'vitest'
import type { Mark } from '#server/domain/learning/types.ts'
import { teach } from './teach.ts'
import { wordsFor } from './words.ts'

const WORDS = wordsFor({ LANG: 'fr_FR.UTF-8' })

/** A person who answers as told, a second after each question. */
function person(answers: string[], missing: (string | null)[] = [null]) {
  const asked: string[] = []
  let now_ms = 0
  const classroom = {
    now_ms: () => now_ms,
    missing: async (_marks: readonly Mark[]) => missing.shift() ?? null,
    ask: async (question: string) => {
      asked.push(question)
      now_ms += 1_000
      const answer = answers.shift()
      if (answer === undefined) throw new Error('gone')
      return answer
    },
  }
  return { asked, lesson: () => teach(classroom, WORDS) }
}
const told = (marks: Mark[]) => marks.map(({ at_ms, phase }) => `${at_ms / 1_000} ${phase}`)

describe('a lesson on a terminal', () => {
  it('is a press for each Enter, in the order of the phases', async () => {
    const { asked, lesson } = person(['', '', '', '', '', '', 'q'])
    expect(told(await lesson())).toEqual(['1 standby', '3 idle', '5 work', '6 idle', '7 null'])
    expect(asked[0]).toContain('Éteignez la machine')
    expect(asked.at(-1)).toContain('passage 2')
  })

  it('goes without standby where the machine has no switch', async () => {
    expect(told(await person(['s', '', '', '', '', 'Q']).lesson())).toEqual(['2 idle', '4 work', '5 idle', '6 null'])
  })

  it('says what is missing to 3 %, and goes on with it until that is enough, or is left at that', async () => {
    const enough = person(['s', '', '', '', '', 'q', '', '', '', 'q'], ['encore 2 passages', null])
    expect(told(await enough.lesson())).toEqual([
      ...['2 idle', '4 work', '5 idle', '6 null'],
      ...['7 idle', '8 work', '9 idle', '10 null'],
    ])
    expect(enough.asked[6]).toContain('encore 2 passages')
    const left = person(['s', '', '', '', '', 'q', 'q'], ['encore 2 passages'])
    expect(told(await left.lesson())).toHaveLength(4)
  })

  it('that is given up gives nothing', async () => {
    await expect(person(['', '', '']).lesson()).rejects.toThrow('gone')
  })
})

describe('the language of the terminal', () => {
  it.each([
    [{}, 'Rien'],
    [{ LANG: 'C.UTF-8' }, 'Rien'],
    [{ LANG: 'en_IE.UTF-8' }, 'Nothing'],
    [{ LANG: 'en_IE.UTF-8', LC_MESSAGES: 'fr_FR.UTF-8' }, 'Rien'],
    [{ LANG: 'fr_FR.UTF-8', LC_ALL: 'en_GB.UTF-8' }, 'Nothing'],
    [{ LANG: 'fr_FR.UTF-8', LC_ALL: '' }, 'Rien'],
  ])('%j', (env, word) => expect(wordsFor(env).nothing).toContain(word))
})
