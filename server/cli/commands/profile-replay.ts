/** `navette profile replay`: what the learnt levels would have changed, per member, before anybody adopts them. */

import { ProfileLevels } from '#server/contract/learning.ts'
import type { Levels } from '#server/domain/learning/types.ts'
import { moment, withLearning } from '../learning.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'
import { readText } from '../text-file.ts'

type Options = { from: string; to: string; levels?: string; json?: boolean }

const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })
const hours = (ms: number): string => `${(ms / 3_600_000).toFixed(2)} h`

export async function profileReplay(machine: string, options: Options): Promise<void> {
  const range = { from_ms: moment(options.from, '--from'), to_ms: moment(options.to, '--to') }
  if (range.to_ms <= range.from_ms) throw new CliError('--to must be after --from', EXIT_USAGE)
  const given = options.levels === undefined ? null : levelsIn(options.levels)
  const report = await withLearning(machine, async (desk, facts) => {
    const learnt = given ?? (await proposed(desk.lesson(facts)))
    return desk.replay(machine, range, learnt)
  })
  const text = [
    `${report.sessions} sessions of ${machine}; ${report.by_register} metered by a register, ${report.untold} that cannot be told`,
    ...report.members.map(
      one =>
        `  ${one.name}: ${hours(one.running_ms)} → ${hours(one.running_ms_after)}` +
        (one.cents === null || one.cents_after === null
          ? ''
          : `, ${euros.format(one.cents / 100)} → ${euros.format(one.cents_after / 100)}`),
    ),
    ...report.closed.map(period => `  ${period} is closed: it stays as it was issued`),
  ]
  print(report, text, options.json)
}

async function proposed(lesson: Promise<{ result: { kind: string; levels?: Levels } | null }>): Promise<Levels> {
  const { result } = await lesson
  if (result?.kind === 'proposal' && result.levels !== undefined) return result.levels
  throw new CliError('nothing was learnt for this machine yet: teach it first, or give --levels FILE')
}

function levelsIn(file: string): Levels {
  const text = readText('the levels', file)
  try {
    return ProfileLevels.parse(JSON.parse(text))
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`, EXIT_USAGE)
  }
}
