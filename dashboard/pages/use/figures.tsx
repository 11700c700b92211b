/** The month in four figures, and the hours they are held against, which the reader chooses. */
import type { ComponentChildren } from 'preact'
import type { Against } from '#server/contract/api.ts'
import { duration, monthName, percent } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { addMonths, type Month } from '../../time/zone.ts'
import { figureLines } from './lines.ts'
import { AGAINST, type MonthUse } from './month-use.ts'
import { Means, Part } from './part.tsx'
import { w } from './texts.ts'

type Props = { use: MonthUse; month: Month; file: string; onAgainst: (against: Against) => void }

export const hours = (ms: number): string => duration(ms, language.value)
export const part = (of: number, whole: number): string => percent(whole === 0 ? 0 : of / whole, language.value)

export function Figures({ use, month, file, onAgainst }: Props) {
  const { whole, hours: chosen } = use
  const told = { held: hours(chosen.held_ms), hours: hours(chosen.all_ms), what: w(`against.${chosen.against}`) }
  return (
    <Part id="month" title={w('month.title')} lines={() => figureLines(use)} file={file}>
      <dl class="use-figures">
        <Figure value={hours(whole.running_ms)} label={w('running')} means={w('running-means')}>
          {changeOf(use, month)}
        </Figure>
        <Figure value={String(whole.sessions)} label={w('sessions')} means={w('sessions-means')} />
        {chosen.all_ms === 0 ? null : (
          <>
            <Figure value={part(chosen.held_ms, chosen.all_ms)} label={w('rate')} means={w('rate-means', told)} />
            <Figure
              value={part(chosen.all_ms - chosen.down_ms, chosen.all_ms)}
              label={w('available')}
              means={w('available-means')}
            />
          </>
        )}
      </dl>
      <Choice chosen={chosen} onAgainst={onAgainst} />
    </Part>
  )
}

function Choice({ chosen, onAgainst }: { chosen: MonthUse['hours']; onAgainst: (against: Against) => void }) {
  const options = AGAINST.filter(one => one !== 'opening' || !chosen.always_open)
  return (
    <div class="choices use-against">
      <fieldset>
        <legend>{w('against.legend')}</legend>
        {options.map(one => (
          <label key={one}>
            <input type="radio" name="against" checked={one === chosen.against} onChange={() => onAgainst(one)} />
            <span>{w(`against.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <p class="hint">
        {w(`against.${chosen.against}-means`)} {chosen.always_open ? w('against.always-open') : null}{' '}
        {chosen.all_ms === 0 ? w('never-open') : null}
      </p>
    </div>
  )
}

function changeOf({ whole: { running_ms, last_year }, so_far }: MonthUse, month: Month): string {
  const before = monthName(addMonths(month, -12), language.value)
  if (last_year === null || last_year.running_ms === 0) return w('no-last-year', { month: before })
  return w(so_far ? 'than-so-far' : 'than-last-year', {
    change: changeIn(running_ms, last_year.running_ms),
    month: before,
  })
}

/** Twice as much is +100 %; `was` is not nothing. */
export function changeIn(is: number, was: number): string {
  const change = percent(is / was - 1, language.value)
  return is > was ? `+${change}` : change
}

type FigureProps = { value: string; label: string; means: string; children?: ComponentChildren }
const Figure = ({ value, label, means, children }: FigureProps) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
    {children === undefined ? null : <dd class="hint">{children}</dd>}
    <dd class="hint">
      <Means of={label}>{means}</Means>
    </dd>
  </div>
)
