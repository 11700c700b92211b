import { useSignal } from '@preact/signals'
import type { LearningLesson, LessonPhase } from '#server/contract/learning.ts'
import { press } from '../../api/learning.ts'
import { duration } from '../../i18n/format.ts'
import { language, titled } from '../../i18n/index.ts'
import { now_ms } from '../../time/now.ts'
import { sayError } from '../../ui/notice.tsx'
import { l } from './texts.ts'

type Props = { lesson: LearningLesson; onPressed: (next: LearningLesson) => void }
const PHASES: LessonPhase[] = ['standby', 'idle', 'work']

/** Three steps, one large button each: a thumb finds it without looking. */
export function Steps({ lesson, onPressed }: Props) {
  const error = useSignal<string | null>(null)
  const { phase, marks } = lesson
  const going = phase !== null
  const reached_work = marks.some(mark => mark.phase === 'work')
  const reached = phase === null ? -1 : reached_work ? 2 : PHASES.indexOf(phase)
  const say =
    (next: LessonPhase | null, begins = false) =>
    () => {
      press(lesson.machine, next, begins).then(
        answer => {
          error.value = null
          onPressed(answer)
        },
        (failure: unknown) => {
          error.value = sayError(failure)
        },
      )
    }
  return (
    <section class="learn-steps">
      <ol>
        {PHASES.map((step, index) => (
          <li
            key={step}
            aria-current={index === reached ? 'step' : undefined}
            data-done={index < reached || (!going && taught_ms(lesson, step) > 0)}
          >
            <h2>{l(`step.${step}`)}</h2>
            {!going || index === reached ? <p>{l(`step.${step}-do`)}</p> : null}
            <small>
              {taught_ms(lesson, step) > 0
                ? l('taught', { time: duration(taught_ms(lesson, step), language.value) })
                : ' '}
            </small>
          </li>
        ))}
      </ol>
      <div class="learn-acts" data-going={going}>
        {!going && reached_work ? (
          <button type="button" class="button learn-big" onClick={say('idle')}>
            {titled(l('go-on'), l('now-idle'))}
          </button>
        ) : null}
        {!going ? (
          <button
            type="button"
            class={marks.length === 0 ? 'button learn-big' : 'button-quiet'}
            onClick={say('standby', true)}
          >
            {titled(marks.length === 0 ? l('begin') : l('again'), l('now-off'))}
          </button>
        ) : phase === 'standby' || (phase === 'idle' && reached < 2) ? (
          <button type="button" class="button learn-big" onClick={say(phase === 'standby' ? 'idle' : 'work')}>
            {phase === 'standby' ? l('now-idle') : l('now-work')}
          </button>
        ) : (
          <button
            type="button"
            class="button learn-big"
            data-phase={phase}
            onClick={say(phase === 'work' ? 'idle' : 'work')}
          >
            {phase === 'work' ? l('now-stops') : l('now-work')}
          </button>
        )}
        {going ? (
          <button type="button" class="button-quiet" onClick={say(null)}>
            {l('finish')}
          </button>
        ) : (
          <button type="button" class="button-quiet" onClick={say('idle', true)}>
            {marks.length === 0 ? '' : `${l('again')} : `}
            {l('now-idle')}
          </button>
        )}
      </div>
      {error.value === null ? null : (
        <p class="form-error" role="alert">
          {error.value}
        </p>
      )}
    </section>
  )
}

/** What goes on now grows by the server's clock between two answers. */
function taught_ms({ taught, phase, marks }: LearningLesson, step: LessonPhase): number {
  const last = marks.at(-1)
  const going_ms = phase === step && last !== undefined ? Math.max(0, now_ms.value - Date.parse(last.at)) : 0
  const done = phase === step ? taught.slice(0, -1) : taught
  return done.reduce(
    (sum, one) => (one.phase === step ? sum + Date.parse(one.to) - Date.parse(one.from) : sum),
    going_ms,
  )
}
