import { type ReadonlySignal, useComputed } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { SessionSummary } from '#server/contract/api.ts'
import { t } from '../../i18n/index.ts'
import { roster } from '../../live/connection.ts'
import type { Standing } from '../../live/standing.ts'
import { Icon } from '../../ui/icons.tsx'
import { mayGo, me } from '../../ui/session.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { StandingMark } from '../../ui/standing-mark.tsx'
import { useCard } from './card.ts'

/** One machine as a swatch of cloth: its colour, sign and word say the state from across the room. */
export function Swatch({ id, bare }: { id: string; bare: boolean }) {
  const card = useCard(id)
  const power = useComputed(() => card.reading.value ?? '—')
  const gone = useComputed(() => card.standing.value === null).value
  if (gone) return null
  return (
    <li>
      <div class="swatch cloth" data-standing={card.standing}>
        <h3>{linkedName(id, card.name, bare)}</h3>
        <p class="swatch-state">
          <Mark standing={card.standing} />
        </p>
        <p class="swatch-now">
          <span class="swatch-since">{card.age}</span>
          <span class="swatch-power">
            <span>{power}</span>
          </span>
        </p>
        <Sparkline thread={card.thread} label={card.curve} />
        <p class="swatch-foot">
          <span class="swatch-who">
            <Who session={card.session} bare={bare} />
          </span>
          <span class="swatch-today">{card.today}</span>
        </p>
      </div>
    </li>
  )
}

/** Another state draws its mark again, and nothing of the cloth around it. */
export const Mark = ({ standing }: { standing: ReadonlySignal<Standing | null> }) =>
  standing.value === null ? null : <StandingMark standing={standing.value} />

/** The whole card is its link, for those who may go there. */
export function linkedName(id: string, name: ReadonlySignal<string>, bare: boolean): ComponentChildren {
  const role = me.value?.role
  const linked = !bare && role !== undefined && mayGo(role, 'machine')
  return linked ? <a href={`/machines/${encodeURIComponent(id)}`}>{name}</a> : name
}

/** A session is told anew with each reading; it is drawn again when another person sits there. */
function Who({ session, bare }: { session: ReadonlySignal<SessionSummary | null>; bare: boolean }) {
  const there = useComputed(() => session.value !== null).value
  const name = useComputed(() => session.value?.member_name).value
  if (!there) return <>{t('wall.nobody')}</>
  // on a wall screen that somebody opened with an account of their own, too, only what the atelier shows everybody
  const shown = bare && !roster.value.names_on_wall ? undefined : name
  return (
    <>
      <Icon sign="person" /> {shown ?? t('wall.in-session')}
    </>
  )
}
