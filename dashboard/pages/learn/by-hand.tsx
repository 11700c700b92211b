import { useSignal } from '@preact/signals'
import type { ProfileLevels, ProfileVersion } from '#server/contract/learning.ts'
import { setLevels } from '../../api/learning.ts'
import { longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { Field, textOf } from '../../ui/form/fields.tsx'
import { Form, Refusal, Said, Send, useField } from '../../ui/form/form.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { sayError } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { Replay } from './replay.tsx'
import { l } from './texts.ts'

const FIELDS = ['run_off_mA', 'run_on_mA', 'idle_mA', 'run_mA', 'standby_mA', 'hold_ms', 'min_on_ms'] as const
type FigureName = (typeof FIELDS)[number]
/** As they are typed: amps and seconds; null: the field is empty. */
type Figures = Record<FigureName, number | null>
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

/** The rules of a profile, as the server has them: what is wrong with these, at the figure that is. */
function wrongWith(figures: Figures, levels: ProfileLevels | null): Wrong {
  if (levels === null) {
    const empty = FIELDS.filter(name => name !== 'standby_mA' && figures[name] === null)
    return Object.fromEntries(empty.map(name => [name, l('hand.wrong-missing')]))
  }
  return {
    ...(levels.run_mA <= levels.idle_mA ? { run_mA: l('hand.wrong-levels') } : {}),
    ...(levels.run_off_mA > levels.run_on_mA ? { run_off_mA: l('hand.wrong-thresholds') } : {}),
  }
}

/** Levels by figures, for whoever knows them: from a clamp meter, or from a machine like this one. */
export function ByHand({ machine, profile, onClose }: Props) {
  const figures = useSignal(figuresOf(profile))
  const kept = useSignal<ProfileVersion | null>(null)
  const levels = levelsOf(figures.value)
  const right = levels !== null && Object.keys(wrongWith(figures.value, levels)).length === 0
  const save = async (form: FormData) => {
    if (levels !== null) kept.value = await setLevels(machine, levels, textOf(form, 'why'))
  }
  return (
    <Form
      class="learn-by-hand"
      check={() => wrongWith(figures.peek(), levelsOf(figures.peek()))}
      onSend={save}
      say={sayError}
    >
      <section class="learn-hand" aria-labelledby="hand">
        <h2 id="hand">{l('hand.title')}</h2>
        <p class="hint">{l('hand.lead')}</p>
        {profile.set === null ? null : <SetBefore set={profile.set} />}
        <div class="learn-figures">
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
          <Field name="why" label={l('hand.why')} hint={l('hand.why-hint')} length_max={500} />
        </div>
      </section>
      {right ? <Replay key={JSON.stringify(levels)} machine={machine} levels={levels} /> : null}
      <section class="learn-adopt">
        <Refusal />
        {kept.value === null ? (
          <Send class="button learn-big" action={l('hand.save')} />
        ) : (
          <p class="learn-adopted" role="status">
            {l('adopted', { id: kept.value.id, version: kept.value.version })} <a href="/learn">{l('list.all')}</a>
          </p>
        )}
        <p class="hint">{l('adopt.hint')}</p>
        <button type="button" class="link" onClick={onClose}>
          {l('hand.close')}
        </button>
      </section>
    </Form>
  )
}

function SetBefore({ set: { at, why } }: { set: NonNullable<ProfileVersion['set']> }) {
  const date = longDay(Date.parse(at), language.value, timezone())
  return <p class="hint">{why === null ? l('hand.set', { date }) : l('hand.set-why', { date, why })}</p>
}

type FigureProps = { name: FigureName; value: number | null; onInput: (value: number | null) => void }

/** What is being typed is left alone: the field keeps its own text, and only tells what it reads. */
function FigureField({ name, value, onInput }: FigureProps) {
  const field = useField(name)
  const seconds = name.endsWith('_ms')
  return (
    <div class="field learn-row">
      <label for={field.id}>{l(`hand.${name}`)}</label>
      <input
        {...field.at}
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
      <Said of={field} />
    </div>
  )
}
