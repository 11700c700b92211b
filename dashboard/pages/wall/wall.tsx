import { useComputed, useSignal } from '@preact/signals'
import { clock, longDay } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { floor, link } from '../../live/connection.ts'
import { arrange, STANDINGS, type Standing, standingOf, type WallSort } from '../../live/standing.ts'
import { now_ms } from '../../time/now.ts'
import { Icon } from '../../ui/icons.tsx'
import { recall, remember } from '../../ui/memory.ts'
import { Notice, Waiting } from '../../ui/notice.tsx'
import { me, timezone } from '../../ui/session.ts'
import { AttentionList } from './attention-list.tsx'
import { Stream } from './stream.tsx'
import { Swatch } from './swatch.tsx'
import './wall.css'

/** The wall: what the floor does now. Only what changed is drawn again; the list itself when its order changes. */
export function Wall({ kiosk = false }: { kiosk?: boolean }) {
  const bare = kiosk || me.value?.role === 'kiosk'
  const sort = useSignal<WallSort>(recall('wall-sort') === 'name' ? 'name' : 'state')
  const shown = useSignal<Standing | null>(null)
  const order = useComputed(() => {
    const machines = arrange(floor.value.machines.values(), sort.value, language.value)
    return machines
      .filter(machine => shown.value === null || standingOf(machine) === shown.value)
      .map(m => m.id)
      .join(' ')
  })
  const arrived = useComputed(() => floor.value.at_ms !== null)
  const empty = useComputed(() => floor.value.machines.size === 0)

  const ids = order.value === '' ? [] : order.value.split(' ')
  return (
    <div class="wall">
      <WallHead />
      {arrived.value ? <AttentionList bare={bare} /> : null}
      <div class={bare ? 'wall-body wall-body-bare' : 'wall-body'}>
        <section aria-labelledby="machines">
          <h2 id="machines" class="sr">
            {t('wall.machines')}
          </h2>
          {bare || empty.value ? null : <Filters shown={shown} sort={sort} />}
          {arrived.value ? (
            <ul class="swatches">
              {ids.map(id => (
                <Swatch key={id} id={id} bare={bare} />
              ))}
            </ul>
          ) : link.value === 'lost' ? (
            <Notice title={t('error.network')} alert />
          ) : (
            <Waiting height_rem={40} />
          )}
          {arrived.value && empty.value ? <Notice title={t('wall.empty')} hint={t('wall.empty-hint')} /> : null}
          {arrived.value && !empty.value && ids.length === 0 ? <Notice title={t('wall.none-match')} /> : null}
        </section>
        {bare ? null : <Stream />}
      </div>
    </div>
  )
}

function WallHead() {
  const counts = useComputed(() => {
    const machines = [...floor.value.machines.values()]
    return `${machines.filter(machine => machine.state === 'running').length} ${machines.length}`
  })
  const [running = 0, total = 0] = counts.value.split(' ').map(Number)
  return (
    <header class="wall-head">
      <h1>
        <span class="sr">{t('wall.title')} — </span>
        <span class="wall-count">{t('wall.running', { count: running })}</span>{' '}
        {total === 0 ? null : <span class="wall-total">{t('wall.of', { total })}</span>}
      </h1>
      <Clock />
    </header>
  )
}

function Clock() {
  const at_ms = Math.floor(now_ms.value / 60_000) * 60_000
  return (
    <p class="wall-clock">
      <time dateTime={new Date(at_ms).toISOString()}>
        <span class="wall-hour">{clock(at_ms, language.value, timezone())}</span>
        <span class="wall-day">{longDay(at_ms, language.value, timezone())}</span>
      </time>
    </p>
  )
}

type FiltersProps = { shown: { value: Standing | null }; sort: { value: WallSort } }

function Filters({ shown, sort }: FiltersProps) {
  const counts = useComputed(() => {
    const standings = [...floor.value.machines.values()].map(standingOf)
    return STANDINGS.map(standing => standings.filter(each => each === standing).length).join(' ')
  })
  const numbers = counts.value.split(' ').map(Number)
  const choose = (next: WallSort) => {
    sort.value = next
    remember('wall-sort', next)
  }
  return (
    <div class="filters">
      <fieldset>
        <legend class="sr">{t('wall.filter')}</legend>
        <label>
          <input type="radio" name="shown" checked={shown.value === null} onChange={() => (shown.value = null)} />
          <span>{t('wall.all')}</span>
        </label>
        {STANDINGS.map((standing, i) =>
          numbers[i] === 0 && shown.value !== standing ? null : (
            <label key={standing}>
              <input
                type="radio"
                name="shown"
                checked={shown.value === standing}
                onChange={() => (shown.value = standing)}
              />
              <span>
                <Icon sign={standing} /> {t(`state.${standing}`)} <b>{numbers[i]}</b>
              </span>
            </label>
          ),
        )}
      </fieldset>
      <label class="select">
        <span>{t('wall.sort')}</span>
        <select value={sort.value} onChange={event => choose(event.currentTarget.value === 'name' ? 'name' : 'state')}>
          <option value="state">{t('wall.sort-state')}</option>
          <option value="name">{t('wall.sort-name')}</option>
        </select>
      </label>
    </div>
  )
}
