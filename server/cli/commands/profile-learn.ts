/** `navette profile learn`: guided on a terminal, or from presses on record or a file of intervals. */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import * as z from 'zod'
import { LessonPhase } from '#server/contract/learning.ts'
import type { MachineFacts } from '#server/domain/directory.ts'
import type { Levels, Phase, TaughtInterval } from '#server/domain/learning/types.ts'
import type { Learning } from '#server/learning/desk.ts'
import { COMMAND_LINE, moment, withLearning } from '../learning.ts'
import { CliError, EXIT_FAILED, EXIT_USAGE, print, readText } from '../output.ts'

type Options = { intervals?: string; from?: string; to?: string; guided?: boolean; adopt?: boolean; json?: boolean }
type Lesson = Awaited<ReturnType<Learning['lesson']>>

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
  const { lesson, adopted } = await withLearning(machine, async (desk, facts) => {
    if (guided(options)) await teach(desk, facts)
    const taught = given ?? (await onRecord(desk, facts, options))
    const found = await desk.lesson(facts, taught)
    const levels = found.result?.kind === 'proposal' ? found.result.levels : null
    const adopt = options.adopt === true && levels !== null
    return { lesson: found, adopted: adopt ? await desk.adopt(facts, levels as Levels, COMMAND_LINE, taught) : null }
  })
  const { taught, result } = lesson
  print({ machine, taught, result, adopted }, [...lines(lesson), ...adoptedLines(adopted, options)], options.json)
  if (result?.kind !== 'proposal') process.exitCode = EXIT_FAILED
}

const guided = ({ guided, intervals, from, to, json }: Options): boolean =>
  guided === true ||
  (process.stdin.isTTY && json !== true && intervals === undefined && from === undefined && to === undefined)

function intervalsIn(file: string): TaughtInterval[] {
  const text = readText('the intervals', file, path => readFileSync(path, 'utf8'))
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw new CliError(`${file} is no JSON: ${(error as Error).message}`, EXIT_USAGE)
  }
  const parsed = Intervals.safeParse(raw)
  if (!parsed.success)
    throw new CliError(
      parsed.error.issues.map(one => `${file}: ${one.path.join('.')}: ${one.message}`),
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

const ASKED: { phase: Phase; say: string }[] = [
  { phase: 'standby', say: 'Switch the machine off at its own switch (skip with "s" if it has none).' },
  { phase: 'idle', say: 'Switch it on and let it stand.' },
]

/** One line for each thing to do; every Enter is a press. */
async function teach(desk: Learning, facts: MachineFacts): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  let begins = true
  const press = async (phase: Phase | null) => {
    await desk.mark(facts.id, phase, begins, COMMAND_LINE)
    begins = false
  }
  try {
    for (const { phase, say } of ASKED) {
      if ((await terminal.question(`${say}\n  Enter when it is so: `)).trim() === 's') continue
      await press(phase)
      await terminal.question('  Wait half a minute, then Enter: ')
    }
    await press('idle')
    for (let stretch = 1; ; stretch++) {
      const answer = await terminal.question(`Work, stretch ${stretch}: Enter when it starts ("q" when it is enough): `)
      if (answer.trim() === 'q') break
      await press('work')
      await terminal.question('  Enter when it stops: ')
      await press('idle')
    }
    await press(null)
  } finally {
    terminal.close()
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const amps = (mA: number | null): string => (mA === null ? 'not taught' : `${(mA / 1_000).toFixed(3)} A`)

function lines({ result }: Lesson): string[] {
  if (result === null) return ['Nothing was taught yet.']
  if (result.kind === 'refused') return [`Refused: ${result.detail}.`]
  const { levels, quality, found, cautions } = result
  return [
    `Idle ${amps(levels.idle_mA)}, work ${amps(levels.run_mA)}, standby ${amps(levels.standby_mA)}`,
    `Running from ${amps(levels.run_on_mA)} to below ${amps(levels.run_off_mA)}; pauses under ${levels.hold_ms / 1_000} s are worked`,
    `From ${found.readings} readings, ${Math.round(found.work_ms / 1_000)} s of work. Of 100 s taught, ${Math.round(quality.agreement * 100)} are read as you taught them.`,
    ...(quality.check_error === null
      ? []
      : [`Learnt on half of it, the running time of the other half is off by ${percent(quality.check_error)}.`]),
    ...(quality.margin === null
      ? []
      : [`By the luck of this lesson it may be off by ${percent(quality.margin)}, 99 times in 100 by less.`]),
    ...cautions.map(caution => `Note: ${CAUTIONS[caution](quality)}.`),
  ]
}

type Proposal = Extract<NonNullable<Lesson['result']>, { kind: 'proposal' }>

const CAUTIONS: Record<Proposal['cautions'][number], (quality: Proposal['quality']) => string> = {
  'short-work': () => 'less than two minutes of work: teach longer for 3 %',
  'more-work': ({ more_stretches, more_ms }) =>
    `for 3 % show ${more_stretches} more ${more_stretches === 1 ? 'stretch' : 'stretches'} of work, about ${Math.ceil(more_ms / 60_000)} min`,
  'standby-not-taught': () => 'standby was not taught: a clamp that falls off is not told from a machine that is off',
  'pauses-in-work': () => 'the machine stood still inside what was taught as work: these pauses set the hold',
  'slow-meter': () => 'this meter is slow: teach half an hour, in longer stretches',
  unsure: () => 'the two are not far apart, or the lesson does not agree with itself: teach again before adopting',
}

function adoptedLines(adopted: Awaited<ReturnType<Learning['adopt']>> | null, { adopt }: Options): string[] {
  if (adopted !== null) return [`Adopted: ${adopted.id}, version ${adopted.version}.`]
  return adopt === true ? ['Nothing was adopted.'] : ['Adopt it with --adopt, or look first: navette profile replay.']
}
