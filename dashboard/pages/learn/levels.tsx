import { useSignal } from '@preact/signals'
import { useEffect, useId } from 'preact/hooks'
import type {
  LearningJudged,
  LearningLesson,
  LearningResult,
  ProfileLevels,
  ProfileVersion,
} from '#server/contract/learning.ts'
import { adopt, judge } from '../../api/learning.ts'
import { duration, percent } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { sayError } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { Replay } from './replay.tsx'
import { l } from './texts.ts'
import { Trace } from './trace.tsx'

type Proposal = Extract<LearningResult, { kind: 'proposal' }>
type Props = { lesson: LearningLesson; proposal: Proposal; levels: ProfileLevels }

/** A finger moves faster than a server answers. */
const SETTLED_MS = 120
const FIELDS = ['idle_mA', 'run_mA', 'run_on_mA', 'run_off_mA', 'hold_ms', 'min_on_ms'] as const

/** What was learnt, to look at, to adjust, and to adopt. */
export function Levels({ lesson, proposal, levels: learnt }: Props) {
  const levels = useSignal(learnt)
  const judged = useSignal<LearningJudged | null>(null)
  const error = useSignal<string | null>(null)
  const adopted = useSignal<ProfileVersion | null>(null)
  const chosen = levels.value
  const key = JSON.stringify(chosen)
  useEffect(() => {
    const timer = setTimeout(() => {
      judge(lesson.machine, chosen).then(
        answer => {
          judged.value = answer
          error.value = null
        },
        (failure: unknown) => {
          error.value = sayError(failure)
        },
      )
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [key])
  const quality = judged.value?.quality ?? proposal.quality
  const manager = me.value?.role === 'manager'
  const take = () =>
    adopt(lesson.machine, chosen).then(
      version => {
        adopted.value = version
      },
      (failure: unknown) => {
        error.value = sayError(failure)
      },
    )
  return (
    <>
      <section aria-labelledby="trace">
        <h2 id="trace">{l('trace.title')}</h2>
        <Trace lesson={lesson} levels={chosen} judged={judged.value} />
        {judged.value === null ? null : (
          <p>
            {l('reads', {
              read: duration(judged.value.running_ms, language.value),
              taught: duration(judged.value.taught_ms, language.value),
            })}
          </p>
        )}
      </section>
      <section class="learn-quality" aria-labelledby="quality">
        <h2 id="quality">{l('quality.title')}</h2>
        <p class="learn-figure">{percent(quality.agreement, language.value)}</p>
        <p>{l('quality', { n: Math.round(quality.agreement * 100) })}</p>
        {quality.check_error === null ? null : (
          <p class="hint">{l('quality.check', { error: percent(Math.abs(quality.check_error), language.value) })}</p>
        )}
        {proposal.quality.margin === null ? null : (
          <p class="hint">{l('quality.margin', { error: percent(proposal.quality.margin, language.value) })}</p>
        )}
        {proposal.cautions.map(caution => (
          <p key={caution} class="learn-caution">
            {l(`caution.${caution}`, {
              count: proposal.quality.more_stretches,
              time: duration(proposal.quality.more_ms, language.value),
            })}
          </p>
        ))}
      </section>
      <section class="learn-levels" aria-labelledby="levels">
        <h2 id="levels">{l('levels.title')}</h2>
        {FIELDS.map(name => (
          <Slider
            key={name}
            name={name}
            value={chosen[name]}
            most={name.endsWith('_ms') ? 120_000 : learnt.run_mA * 1.5}
            onInput={value => {
              levels.value = { ...chosen, [name]: value }
            }}
          />
        ))}
        <button
          type="button"
          class="link"
          onClick={() => {
            levels.value = learnt
          }}
        >
          {l('proposed')}
        </button>
      </section>
      {manager ? <Replay machine={lesson.machine} levels={chosen} /> : null}
      <section class="learn-adopt">
        {adopted.value !== null ? (
          <p class="learn-adopted" role="status">
            {l('adopted', { id: adopted.value.id, version: adopted.value.version })}{' '}
            <a href="/learn">{l('list.all')}</a>
          </p>
        ) : manager ? (
          <>
            <button type="button" class="button learn-big" onClick={take}>
              {l('adopt')}
            </button>
            <p class="hint">{l('adopt.hint')}</p>
          </>
        ) : (
          <p class="hint">{l('adopt.manager')}</p>
        )}
        {error.value === null ? null : (
          <p class="form-error" role="alert">
            {error.value}
          </p>
        )}
      </section>
    </>
  )
}

type SliderProps = { name: (typeof FIELDS)[number]; value: number; most: number; onInput: (value: number) => void }

/** Amps and seconds as people say them; mA and ms are the machine's. */
function Slider({ name, value, most, onInput }: SliderProps) {
  const id = useId()
  const seconds = name.endsWith('_ms')
  const step = seconds ? 500 : 10
  return (
    <div class="learn-slider">
      <label for={id}>{l(name)}</label>
      <output for={id}>
        {(value / 1_000).toFixed(seconds ? 1 : 2).replace('.', language.value === 'fr' ? ',' : '.')}{' '}
        {seconds ? 's' : 'A'}
      </output>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.ceil(most / step) * step}
        step={step}
        value={value}
        onInput={event => onInput(Number(event.currentTarget.value))}
      />
    </div>
  )
}
