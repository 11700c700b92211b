/**
 * Wherever the animateur is in Navette: somebody holds an unknown card to a reader, and the question is there. On the wall it stands
 * among what waits, with the same dialog behind it (`asking`).
 */
import { useComputed, useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { unknownCards } from '../../api/people.ts'
import { floor } from '../../live/connection.ts'
import { now_ms } from '../../time/now.ts'
import { act } from '../../ui/acts.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { m } from './texts.ts'
import { WhoseDialog } from './whose-dialog.tsx'
import './morning.css'

/** While its owner still stands there. */
const OFFERED_MS = 2 * 60_000

export function Offer() {
  const { path } = useLocation()
  const put_off = useSignal(0)
  const quarter = useComputed(() => Math.floor(now_ms.value / 15_000))
  const alert = useComputed(() =>
    floor.value.alerts.find(
      one =>
        one.code === 'unknown-badge' &&
        one.id > put_off.value &&
        quarter.value * 15_000 - Date.parse(one.at) < OFFERED_MS,
    ),
  ).value
  const asked = act.value?.kind === 'whose' ? act.value.machine : null
  const close = () => {
    put_off.value = Math.max(put_off.value, ...floor.value.alerts.map(one => one.id))
    act.value = null
  }
  const machine = alert === undefined ? undefined : floor.value.machines.get(alert.machine ?? '')
  if (asked !== null) return <Whose machine={asked.id} name={asked.name} onClose={close} />
  if (machine === undefined || path === '/' || path === '/morning') return null
  return (
    <aside class="offer">
      <p role="status">
        <Icon sign="unknown-badge" /> {m('offer', { machine: machine.name })}
      </p>
      <button
        type="button"
        class="button"
        onClick={() => {
          act.value = { kind: 'whose', machine }
        }}
      >
        {m('card-act')}
      </button>
      <button type="button" class="button-quiet" onClick={close}>
        {m('offer.later')}
      </button>
    </aside>
  )
}

/** The alert names the machine and no card: the newest one shown there is meant. */
function Whose({ machine, name, onClose }: { machine: string; name: string; onClose: () => void }) {
  const cards = useLoad(machine, unknownCards)
  const card = cards.value?.items.find(one => one.machine === machine)
  if (cards.value === null && cards.is !== 'failed') return null
  if (card === undefined)
    return (
      <Dialog title={m('whose.title')} onClose={onClose}>
        <p>{m('whose.gone')}</p>
      </Dialog>
    )
  return <WhoseDialog card={card} machine={name} onDone={onClose} onClose={onClose} />
}
