/**
 * Wherever the animateur is in Navette: somebody holds an unknown card to a reader, and the question is there. On the wall it stands
 * among what waits, with the same dialog behind it (`asking`).
 */
import { useComputed, useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { unknownCards } from '../../api/people.ts'
import { t } from '../../i18n/index.ts'
import { cardWaits } from '../../live/attention.ts'
import { floor } from '../../live/connection.ts'
import { now_ms, serverNow } from '../../time/now.ts'
import { act } from '../../ui/acts.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { m } from './texts.ts'
import { WhoseDialog } from './whose-dialog.tsx'
import './morning.css'

/** While its owner still stands there. */
const OFFERED_MS = 2 * 60_000
/** How often it is looked at again; what was done is told for one of them at least. */
const QUARTER_MS = 15_000

export function Offer() {
  const { path } = useLocation()
  const put_off = useSignal(0)
  const quarter = useComputed(() => Math.floor(now_ms.value / QUARTER_MS))
  const alert = useComputed(() =>
    floor.value.alerts.find(
      one => cardWaits(one) && one.id > put_off.value && quarter.value * QUARTER_MS - Date.parse(one.at) < OFFERED_MS,
    ),
  ).value
  const asked = act.value?.kind === 'whose' ? act.value.machine : null
  const close = () => {
    put_off.value = Math.max(put_off.value, ...floor.value.alerts.map(one => one.id))
    act.value = null
  }
  const given = useSignal<{ name: string; at_ms: number } | null>(null)
  const machine = alert === undefined ? undefined : floor.value.machines.get(alert.machine ?? '')
  if (asked !== null) {
    const give = (name: string) => {
      given.value = { name, at_ms: serverNow() }
      close()
    }
    return <Whose machine={asked.id} name={asked.name} onGiven={give} onClose={close} />
  }
  if (machine === undefined || path === '/' || path === '/morning')
    return given.value !== null && quarter.value * QUARTER_MS - given.value.at_ms < QUARTER_MS ? (
      <Given name={given.value.name} onClose={() => (given.value = null)} />
    ) : null
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

/** The dialog is gone: whoever gave it is told that it was given, and to whom. */
const Given = ({ name, onClose }: { name: string; onClose: () => void }) => (
  <aside class="offer">
    <p role="status">{m('whose.given', { name })}</p>
    <button type="button" class="button-quiet" onClick={onClose}>
      {t('app.close')}
    </button>
  </aside>
)

/** The alert names the machine and no card: the newest one shown there is meant. */
type WhoseProps = { machine: string; name: string; onGiven: (name: string) => void; onClose: () => void }

function Whose({ machine, name, onGiven, onClose }: WhoseProps) {
  const cards = useLoad(machine, unknownCards)
  const card = cards.value?.items.find(one => one.machine === machine)
  if (cards.value === null && cards.is !== 'failed') return null
  if (card === undefined)
    return (
      <Dialog title={m('whose.title')} onClose={onClose}>
        <p>{m('whose.gone')}</p>
      </Dialog>
    )
  return <WhoseDialog card={card} machine={name} onDone={onGiven} onClose={onClose} />
}
