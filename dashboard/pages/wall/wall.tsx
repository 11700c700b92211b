import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { clock, longDay } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { link, plan, roster } from '../../live/connection.ts'
import { arrange, STANDINGS, type Standing, standingOf, type WallSort } from '../../live/standing.ts'
import { now_ms } from '../../time/now.ts'
import { Icon } from '../../ui/icons.tsx'
import { useKept } from '../../ui/kept.ts'
import { lazy } from '../../ui/lazy.ts'
import { recall, remember } from '../../ui/memory.ts'
import { Notice, Waiting } from '../../ui/notice.tsx'
import { me, timezone } from '../../ui/session.ts'
import { AttentionList } from './attention-list.tsx'
import { columnsFor } from './columns.ts'
import { Stream } from './stream.tsx'
import { Swatch } from './swatch.tsx'
import { type View, viewOf } from './view.ts'
import './wall.css'
import './kiosk.css'

const Plan = lazy(() => import('./plan.tsx').then(module => module.Plan))

const isShown = (value: unknown): value is Standing | null =>
  value === null || STANDINGS.some(standing => standing === value)

/** A number as wide as the one that will stand there. */
const ROOM_FOR = 8

/** The wall: what the floor does now. Only what changed is drawn again; the list itself when its order changes. */
export function Wall({ kiosk = false }: { kiosk?: boolean }) {
  const bare = kiosk || me.value?.role === 'kiosk'
  const sort = useSignal<WallSort>(recall('wall-sort') === 'state' ? 'state' : 'name')
  const shown = useKept<Standing | null>('shown', null, isShown)
  const asked = useSignal(kiosk ? new URLSearchParams(location.search).get('view') : recall('wall-view'))
  const cast = useCast(() => sort.value === 'state' || shown.value !== null)
  const order = useComputed(() => {
    cast.value
    const machines = arrange(roster.peek().machines.values(), sort.value, language.value)
    return machines
      .filter(machine => shown.value === null || standingOf(machine) === shown.value)
      .map(m => m.id)
      .join(' ')
  })
  const arrived = useComputed(() => roster.value.at_ms !== null)
  const empty = useComputed(() => roster.value.machines.size === 0)

  const screen = useScreen()
  const drawn = useComputed(() => Object.keys(plan.value.places).length > 0)
  const view = viewOf(asked.value, { kiosk, drawn: drawn.value, width: screen.width })
  const ids = order.value === '' ? [] : order.value.split(' ')
  return (
    <div class="wall">
      <WallHead />
      <div class={bare ? 'wall-body wall-body-bare' : 'wall-body'}>
        {arrived.value ? <AttentionList bare={bare} /> : <div class="attention" aria-busy="true" />}
        {/* Another one once it is known: what stands above it then has pushed nothing down. */}
        <section key={arrived.value ? 'here' : 'awaited'} class="machines" aria-labelledby="machines">
          <h2 id="machines" class="sr">
            {t('wall.machines')}
          </h2>
          {bare || empty.value ? null : <Filters shown={shown} sort={sort} view={view} asked={asked} />}
          {arrived.value && view === 'plan' && !empty.value ? (
            <Plan ids={ids} bare={bare} />
          ) : arrived.value ? (
            <ul
              class="swatches"
              style={bare ? { '--columns': columnsFor(ids.length, screen.width, screen.height) } : {}}
            >
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
        {bare || !arrived.value ? null : <Stream />}
      </div>
    </div>
  )
}

/** Who is there, by what name and, where it matters, in what state: all that the order depends on, so that a mere reading sorts nothing. */
const useCast = (byState: () => boolean) =>
  useComputed(() => {
    const stated = byState()
    return JSON.stringify([...roster.value.machines.values()].map(m => [m.id, m.name, stated ? standingOf(m) : null]))
  })

/** The window's size: it decides how many swatches of a wall screen stand abreast. */
function useScreen(): { width: number; height: number } {
  const screen = useSignal({ width: innerWidth, height: innerHeight })
  useEffect(() => {
    const measure = () => {
      screen.value = { width: innerWidth, height: innerHeight }
    }
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  return screen.value
}

function WallHead() {
  const arrived = useComputed(() => roster.value.at_ms !== null).value
  const running = useComputed(() => {
    const count = [...roster.value.machines.values()].filter(machine => machine.state === 'running').length
    return t('wall.running', { count: roster.value.at_ms === null ? ROOM_FOR : count })
  })
  const total = useComputed(() => roster.value.machines.size).value
  return (
    <header class="wall-head">
      <h1>
        <span class="sr">{t('wall.title')} — </span>
        {/* until the first snapshot the words keep their room, unseen */}
        <span class="wall-count" data-waiting={!arrived}>
          <span>{running}</span>{' '}
          {arrived && total === 0 ? null : (
            <span class="wall-total">{t('wall.of', { total: arrived ? total : ROOM_FOR })}</span>
          )}
        </span>
      </h1>
      <Clock />
    </header>
  )
}

function Clock() {
  const at_ms = useComputed(() => Math.floor(now_ms.value / 60_000) * 60_000).value
  return (
    <p class="wall-clock">
      <time dateTime={new Date(at_ms).toISOString()}>
        <span class="wall-hour">{clock(at_ms, language.value, timezone())}</span>
        <span class="wall-day">{longDay(at_ms, language.value, timezone())}</span>
      </time>
    </p>
  )
}

type FiltersProps = {
  shown: { value: Standing | null }
  sort: { value: WallSort }
  view: View
  asked: { value: string | null }
}

function Filters({ shown, sort, view, asked }: FiltersProps) {
  const choose = (next: WallSort) => {
    sort.value = next
    remember('wall-sort', next)
  }
  const look = (next: View) => {
    asked.value = next
    remember('wall-view', next)
  }
  return (
    <div class="filters">
      <fieldset>
        <legend class="sr">{t('wall.filter')}</legend>
        <label>
          <input type="radio" name="shown" checked={shown.value === null} onChange={() => (shown.value = null)} />
          <span>{t('wall.all')}</span>
        </label>
        {/* all of them, always: a filter that comes and goes would move the others under one's finger */}
        {STANDINGS.map(standing => (
          <Filter key={standing} standing={standing} shown={shown} />
        ))}
      </fieldset>
      <label class="select">
        <span>{t('wall.view')}</span>
        <select value={view} onChange={event => look(event.currentTarget.value === 'plan' ? 'plan' : 'grid')}>
          <option value="plan">{t('wall.view-plan')}</option>
          <option value="grid">{t('wall.view-grid')}</option>
        </select>
      </label>
      <label class="select" data-of={view}>
        <span>{t('wall.sort')}</span>
        <select value={sort.value} onChange={event => choose(event.currentTarget.value === 'state' ? 'state' : 'name')}>
          <option value="name">{t('wall.sort-name')}</option>
          <option value="state">{t('wall.sort-state')}</option>
        </select>
      </label>
    </div>
  )
}

/** Its number changes where it stands: of sixty machines one always starts or stops, and the filters are not drawn again for it. */
function Filter({ standing, shown }: { standing: Standing; shown: { value: Standing | null } }) {
  const count = useComputed(() => [...roster.value.machines.values()].filter(m => standingOf(m) === standing).length)
  const none = useComputed(() => count.value === 0)
  return (
    <label data-none={none}>
      <input type="radio" name="shown" checked={shown.value === standing} onChange={() => (shown.value = standing)} />
      <span>
        <Icon sign={standing} /> {t(`state.${standing}`)}{' '}
        <b>
          <span>{count}</span>
        </b>
      </span>
    </label>
  )
}
