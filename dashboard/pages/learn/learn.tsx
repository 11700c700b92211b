import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { LearningLesson, ProfileLevels } from '#server/contract/learning.ts'
import { getMachine } from '../../api/endpoints.ts'
import { getLesson } from '../../api/learning.ts'
import { language } from '../../i18n/index.ts'
import { floor } from '../../live/connection.ts'
import { Back } from '../../ui/back.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { ByHand } from './by-hand.tsx'
import { Levels } from './levels.tsx'
import { Steps } from './steps.tsx'
import { l } from './texts.ts'
import './learn.css'

/** While something is being taught, the trace grows before one's eyes. */
const REFRESH_MS = 2_000

/** One machine, taught from the phone beside it. */
export function Learn() {
  const id = useRoute().params.id ?? ''
  const machine = useLoad(id, () => getMachine(id))
  const asked = useLoad(id, () => getLesson(id))
  const lesson = useSignal<LearningLesson | null>(null)
  const by_hand = useSignal(false)
  const shown = lesson.value ?? asked.value
  const going = shown?.phase != null
  useEffect(() => {
    if (!going) return
    const timer = setInterval(() => {
      getLesson(id).then(next => {
        lesson.value = next
      }, ignored)
    }, REFRESH_MS)
    return () => clearInterval(timer)
  }, [id, going])
  if (machine.is === 'failed') return <Failure error={machine.error} again={machine.again} page />
  if (asked.is === 'failed') return <Failure error={asked.error} again={asked.again} page />
  if (machine.value === null || shown === null) return <Waiting height_rem={40} page />
  return (
    <article class="learn">
      <header>
        <Back href="/learn">{l('list.all')}</Back>
        <h1>{l('title', { name: machine.value.name })}</h1>
        <LiveCurrent id={id} />
      </header>
      <Steps
        lesson={shown}
        onPressed={next => {
          lesson.value = next
        }}
      />
      {going ? null : by_hand.value && shown.profile !== null ? (
        <ByHand
          machine={id}
          profile={shown.profile}
          onClose={() => {
            by_hand.value = false
            lesson.value = null
            asked.again()
          }}
        />
      ) : (
        <>
          <Outcome lesson={shown} />
          {shown.profile !== null && me.value?.role === 'manager' ? (
            <p>
              <button
                type="button"
                class="link"
                onClick={() => {
                  by_hand.value = true
                }}
              >
                {l('hand.open')}
              </button>
            </p>
          ) : null}
        </>
      )}
    </article>
  )
}

/** The next answer comes in two seconds. */
const ignored = (): void => undefined

/** To the hundredth: of a small motor the first decimal hides the difference between idle and work. */
const fine = (current_mA: number): string =>
  `${(current_mA / 1_000).toFixed(2).replace('.', language.value === 'fr' ? ',' : '.')} A`

function LiveCurrent({ id }: { id: string }) {
  const current_mA = useComputed(() => floor.value.machines.get(id)?.current_mA ?? null).value
  return (
    <p class="learn-now">
      <span>{l('now')}</span>
      <strong>{current_mA === null ? '—' : fine(current_mA)}</strong>
    </p>
  )
}

function Outcome({ lesson }: { lesson: LearningLesson }) {
  const { result } = lesson
  if (result === null) return null
  if (result.kind === 'refused')
    return (
      <p class="learn-refused" role="status">
        <Icon sign="fault" /> {l(`refused.${result.code}`)}
      </p>
    )
  const key = JSON.stringify(result.levels)
  return <Levels key={key} lesson={lesson} proposal={result} levels={result.levels as ProfileLevels} />
}
