import type { LearningJudged, LearningLesson, ProfileLevels } from '#server/contract/learning.ts'
import { l } from './texts.ts'

type Props = { lesson: LearningLesson; levels: ProfileLevels; judged: LearningJudged | null }
const WIDTH = 1_000
const HEIGHT = 300
/** Below the curve: what was shown. */
const BAND = 14
/** A start draws five times as much for a moment; the eye wants the work. */
const TOP_OVER_WORK = 1.35

/** The lesson as the meter saw it, with what the levels make of it: ground of what is read as running, lines of the thresholds. */
export function Trace({ lesson, levels, judged }: Props) {
  const readings = lesson.readings.filter(one => one.current_mA !== null)
  const first = readings[0]
  const last = readings.at(-1)
  if (first === undefined || last === undefined) return <p class="hint">{l('none')}</p>
  const from_ms = Date.parse(first.at)
  const span_ms = Math.max(1, Date.parse(last.at) - from_ms)
  const top_mA = Math.max(levels.run_mA, levels.run_on_mA) * TOP_OVER_WORK
  const x = (at: string) => (WIDTH * Math.min(span_ms, Math.max(0, Date.parse(at) - from_ms))) / span_ms
  const y = (mA: number) => HEIGHT - (HEIGHT * Math.min(mA, top_mA)) / top_mA
  const path = readings
    .map(({ at, current_mA }, i) => `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(current_mA ?? 0).toFixed(1)}`)
    .join('')
  return (
    <figure class="learn-trace">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + BAND}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={l('trace.label')}
      >
        {judged?.states.map(({ state, from, to }) =>
          state === 'running' ? (
            <rect key={from} class="trace-running" x={x(from)} width={x(to) - x(from)} y={0} height={HEIGHT} />
          ) : null,
        )}
        <line class="trace-threshold" x1={0} x2={WIDTH} y1={y(levels.run_on_mA)} y2={y(levels.run_on_mA)} />
        <line class="trace-threshold" x1={0} x2={WIDTH} y1={y(levels.run_off_mA)} y2={y(levels.run_off_mA)} />
        <path class="trace-line" d={path} />
        {lesson.taught.map(({ phase, from, to }) => (
          <rect
            key={from}
            class="trace-taught"
            data-phase={phase}
            x={x(from)}
            width={Math.max(0, x(to) - x(from))}
            y={HEIGHT + 4}
            height={BAND - 4}
          />
        ))}
      </svg>
      <figcaption class="hint">{l('trace.legend')}</figcaption>
    </figure>
  )
}
