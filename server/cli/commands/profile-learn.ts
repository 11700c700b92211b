/** `navette profile learn`: guided on a terminal, or from presses on record or a file of intervals. */
import * as z from 'zod'
import { LessonPhase } from '#server/contract/learning.ts'
import type { MachineFacts } from '#server/domain/directory.ts'
import { intervalsOf } from '#server/domain/learning/marks.ts'
import type { Levels, Mark, TaughtInterval } from '#server/domain/learning/types.ts'
import type { Learning } from '#server/learning/desk.ts'
import { sentenceOf } from '../import-atelier.ts'
import { linesOf } from '../learn/lines.ts'
import { teach } from '../learn/teach.ts'
import { LessonGivenUp, Terminal } from '../learn/terminal.ts'
import { type Words, wordsFor } from '../learn/words.ts'
import { COMMAND_LINE, moment, withLearning } from '../learning.ts'
import { CliError, EXIT_FAILED, EXIT_USAGE, print } from '../output.ts'
import { readText } from '../text-file.ts'

type Options = { intervals?: string; from?: string; to?: string; guided?: boolean; adopt?: boolean; json?: boolean }

const Intervals = z
  .array(
    z.object({
      phase: LessonPhase,
      from: z.iso.datetime({ offset: true }),
      to: z.iso.datetime({ offset: true }),
    }),
  )
  .min(1)

export async function profileLearn(machine: string, options: Options): Promise<void> {
  const given = options.intervals === undefined ? undefined : intervalsIn(options.intervals)
  const words = wordsFor(process.env)
  const { lesson, adopted } = await withLearning(machine, async (desk, facts) => {
    if (guided(options)) await desk.record(facts.id, await taughtHere(desk, facts, words), COMMAND_LINE)
    const taught = given ?? (await onRecord(desk, facts, options))
    const found = await desk.lesson(facts, taught)
    const levels = found.result?.kind === 'proposal' ? found.result.levels : null
    const adopt = options.adopt === true && levels !== null
    return { lesson: found, adopted: adopt ? await desk.adopt(facts, levels as Levels, COMMAND_LINE, taught) : null }
  })
  const { taught, result } = lesson
  print(
    { machine, taught, result, adopted },
    [...linesOf(result, words), ...adoptedLines(lesson.result?.kind, adopted, options, words)],
    options.json,
  )
  if (result?.kind !== 'proposal') process.exitCode = EXIT_FAILED
}

function adoptedLines(
  kind: 'proposal' | 'refused' | undefined,
  adopted: { id: string; version: number } | null,
  { adopt }: Options,
  words: Words,
): string[] {
  if (adopted !== null) return [words.adopted(adopted.id, adopted.version)]
  if (adopt === true) return [words.nothingAdopted]
  return kind === 'proposal' ? [words.toAdopt] : []
}

const guided = ({ guided, intervals, from, to, json }: Options): boolean =>
  guided === true ||
  (process.stdin.isTTY && json !== true && intervals === undefined && from === undefined && to === undefined)

function intervalsIn(file: string): TaughtInterval[] {
  const text = readText('the intervals', file)
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw new CliError(`${file} is no JSON: ${(error as Error).message}`, EXIT_USAGE)
  }
  const parsed = Intervals.safeParse(raw)
  if (!parsed.success)
    throw new CliError(
      parsed.error.issues.map(({ path, message }) => `${file}: ${sentenceOf({ path: path.join('.'), message })}`),
      EXIT_USAGE,
    )
  const intervals = parsed.data.map(({ phase, from, to }) => ({
    phase,
    from_ms: Date.parse(from),
    to_ms: Date.parse(to),
  }))
  return intervals.sort((a, b) => a.from_ms - b.from_ms)
}

/** What was pressed, on the page or here, as far as it lies between `--from` and `--to`. */
async function onRecord(desk: Learning, facts: MachineFacts, options: Options): Promise<TaughtInterval[]> {
  const from_ms = options.from === undefined ? 0 : moment(options.from, '--from')
  const to_ms = options.to === undefined ? Number.POSITIVE_INFINITY : moment(options.to, '--to')
  const { taught } = await desk.lesson(facts)
  return taught.flatMap(({ phase, from, to }) => {
    const interval = { phase, from_ms: Math.max(from_ms, Date.parse(from)), to_ms: Math.min(to_ms, Date.parse(to)) }
    return interval.to_ms > interval.from_ms ? [interval] : []
  })
}

/** Presses are kept when the lesson is whole: whoever gives up leaves the one before as it was. */
async function taughtHere(desk: Learning, facts: MachineFacts, words: Words): Promise<Mark[]> {
  const terminal = new Terminal(process.stdin, process.stderr)
  try {
    const missing = async (marks: readonly Mark[]) => {
      const { result } = await desk.lesson(facts, intervalsOf(marks, Date.now()))
      if (result?.kind === 'refused') return words.refused(result.code, result.figures)
      if (result === null || !result.cautions.includes('more-work')) return null
      return words.caution(words.cautions['more-work'](result.quality))
    }
    return await teach({ ask: question => terminal.ask(question), now_ms: Date.now, missing }, words)
  } catch (error) {
    if (error instanceof LessonGivenUp) throw new CliError(words.givenUp)
    throw error
  } finally {
    terminal.close()
  }
}
