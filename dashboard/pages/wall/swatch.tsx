import { useComputed } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { SessionSummary } from '#server/contract/api.ts'
import { t } from '../../i18n/index.ts'
import { floor } from '../../live/connection.ts'
import { Icon } from '../../ui/icons.tsx'
import { mayGo, me } from '../../ui/session.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { StandingMark } from '../../ui/standing-mark.tsx'
import { useCard } from './card.ts'

/** One machine as a swatch of cloth: its colour, sign and word say the state from across the room. */
export function Swatch({ id, bare }: { id: string; bare: boolean }) {
  const card = useCard(id)
  const power = useComputed(() => card.reading.value ?? '—')
  const standing = card.standing.value
  if (standing === null) return null
  return (
    <li>
      <div class="swatch cloth" data-standing={standing}>
        <h3>{linkedName(id, card.name.value, bare)}</h3>
        <p class="swatch-state">
          <StandingMark standing={standing} />
        </p>
        <p class="swatch-now">
          <span class="swatch-since">{card.age}</span>
          <span class="swatch-power">
            <span>{power}</span>
          </span>
        </p>
        <Sparkline thread={card.thread} label={card.curve} />
        <p class="swatch-foot">
          <span class="swatch-who">{whoOf(card.session.value, bare)}</span>
          <span class="swatch-today">{card.today}</span>
        </p>
      </div>
    </li>
  )
}

/** The whole card is its link, for those who may go there. */
export function linkedName(id: string, name: string, bare: boolean): ComponentChildren {
  const role = me.value?.role
  const linked = !bare && role !== undefined && mayGo(role, 'machine')
  return linked ? <a href={`/machines/${encodeURIComponent(id)}`}>{name}</a> : name
}

function whoOf(session: SessionSummary | null, bare: boolean) {
  if (session === null) return t('wall.nobody')
  // on a wall screen that somebody opened with an account of their own, too, only what the atelier shows everybody
  const name = bare && !floor.peek().names_on_wall ? undefined : session.member_name
  return (
    <>
      <Icon sign="person" /> {name ?? t('wall.in-session')}
    </>
  )
}
