import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { ProfileLevels, ProfileVersion } from '#server/contract/learning.ts'
import { setLevels } from '../../api/learning.ts'
import { longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { sayError } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { Replay } from './replay.tsx'
import { l } from './texts.ts'

const FIELDS = ['run_off_mA', 'run_on_mA', 'idle_mA', 'run_mA', 'standby_mA', 'hold_ms', 'min_on_ms'] as const
type Field = (typeof FIELDS)[number]
/** As they are typed: amps and seconds; null: the field is empty. */
type Figures = Record<Field, number | null>
type Props = { machine: string; profile: ProfileVersion; onClose: () => void }

const MILLI = 1_000
const figuresOf = (profile: ProfileVersion): Figures =>
  Object.fromEntries(FIELDS.map(name => [name, profile[name] === null ? null : profile[name] / MILLI])) as Figures

/** Standby may be left empty: nobody measured it. */
function levelsOf(figures: Figures): ProfileLevels | null {
  const missing = FIELDS.some(name => name !== 'standby_mA' && figures[name] === null)
  const whole = (figure: number | null) => (figure === null ? null : Math.round(figure * MILLI))
  return missing ? null : (Object.fromEntries(FIELDS.map(name => [name, whole(figures[name])])) as ProfileLevels)
}

/** The rules of a profile, as the server has them: what is wrong with these, in words. */
function wrongWith(levels: ProfileLevels | null): 'missing' | 'levels' | 'thresholds' | null {
  if (levels === null) return 'missing'
  if (levels.run_mA <= levels.idle_mA) return 'levels'
  return levels.run_off_mA > levels.run_on_mA ? 'thresholds' : null
}

/** Levels by figures, for whoever knows them: from a clamp meter, or from a machine like this one. */
export function ByHand({ machine, profile, onClose }: Props) {
  const figures = useSignal(figuresOf(profile))
  const why = useSignal('')
  const kept = useSignal<ProfileVersion | null>(null)
  const error = useSignal<string | null>(null)
  const id = useId()
  const levels = levelsOf(figures.value)
  const wrong = wrongWith(levels)
  const save = (event: Event) => {
    event.preventDefault()
    if (levels === null || wrong !== null) return
    setLevels(machine, levels, why.value).then(
      version => {
        kept.value = version
        error.value = null
      },
      (failure: unknown) => {
        error.value = sayError(failure)
      },
    )
  }
  return (
    <>
      <section class="learn-hand" aria-labelledby="hand">
        <h2 id="hand">{l('hand.title')}</h2>
        <p class="hint">{l('hand.lead')}</p>
        {profile.set === null ? null : <SetBefore set={profile.set} />}
        <form id={id} class="learn-figures" onSubmit={save} noValidate>
          {FIELDS.map(name => (
            <FigureField
              key={name}
              name={name}
              value={figures.value[name]}
              onInput={value => {
                figures.value = { ...figures.value, [name]: value }
                kept.value = null
              }}
            />
          ))}
          <p class="field">
            <label for={`${id}-why`}>{l('hand.why')}</label>
            <input
              id={`${id}-why`}
              type="text"
              maxLength={500}
              aria-describedby={`${id}-why-hint`}
              value={why.value}
              onInput={event => {
                why.value = event.currentTarget.value
              }}
            />
            <span class="hint" id={`${id}-why-hint`}>
              {l('hand.why-hint')}
            </span>
          </p>
        </form>
        <p class="form-error" role="alert">
          {wrong === null ? null : l(`hand.wrong-${wrong}`)}
        </p>
      </section>
      {levels === null || wrong !== null ? null : (
        <Replay key={JSON.stringify(levels)} machine={machine} levels={levels} />
      )}
      <section class="learn-adopt">
        {kept.value === null ? (
          <button type="submit" form={id} class="button learn-big" disabled={wrong !== null}>
            {l('hand.save')}
          </button>
        ) : (
          <p class="learn-adopted" role="status">
            {l('adopted', { id: kept.value.id, version: kept.value.version })} <a href="/learn">{l('list.all')}</a>
          </p>
        )}
        <p class="hint">{l('adopt.hint')}</p>
        {error.value === null ? null : (
          <p class="form-error" role="alert">
            {error.value}
          </p>
        )}
        <button type="button" class="link" onClick={onClose}>
          {l('hand.close')}
        </button>
      </section>
    </>
  )
}

function SetBefore({ set: { at, why } }: { set: NonNullable<ProfileVersion['set']> }) {
  const date = longDay(Date.parse(at), language.value, timezone())
  return <p class="hint">{why === null ? l('hand.set', { date }) : l('hand.set-why', { date, why })}</p>
}

type FieldProps = { name: Field; value: number | null; onInput: (value: number | null) => void }

/** What is being typed is left alone: the field keeps its own text, and only tells what it reads. */
function FigureField({ name, value, onInput }: FieldProps) {
  const id = useId()
  const seconds = name.endsWith('_ms')
  return (
    <p class="field learn-row">
      <label for={id}>{l(`hand.${name}`)}</label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={0}
        max={seconds ? 3_600 : 1_000}
        step={seconds ? 0.1 : 0.001}
        defaultValue={value === null ? '' : String(value)}
        onInput={event => {
          const typed = event.currentTarget.valueAsNumber
          onInput(Number.isFinite(typed) ? typed : null)
        }}
      />
      <span aria-hidden="true">{seconds ? 's' : 'A'}</span>
    </p>
  )
}
