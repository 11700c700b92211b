/** What one does standing beside a machine, mostly on a phone: report a fault, book it, print the code that leads here. */
import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { MachineView } from '#server/contract/api.ts'
import { getMachine, reportMachine } from '../../api/endpoints.ts'
import { longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { tell } from '../../live/connection.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf } from '../../time/zone.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { lazy } from '../../ui/lazy.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { mayGo, me, timezone } from '../../ui/session.ts'
import { w } from './texts.ts'

/** With their forms, only when one is opened. */
const BookDialog = lazy(() => import('../people/book-dialog.tsx').then(module => module.BookDialog))
const Notices = lazy(() => import('./notices.tsx').then(module => module.Notices))

export function Beside({ machine }: { machine: MachineView }) {
  const open = useSignal<'report' | 'label' | 'book' | 'notices' | null>(null)
  const { route } = useLocation()
  const role = me.value?.role
  if (role === undefined || role === 'kiosk') return null
  // nobody books, reports or pairs what is no longer there
  if (machine.retired !== undefined)
    return <p>{w('retired', { date: longDay(Date.parse(machine.retired), language.value, 'UTC') })}</p>
  const close = () => {
    open.value = null
  }
  return (
    <section class="beside" aria-label={w('title')}>
      <button type="button" class="button-quiet" onClick={() => (open.value = 'report')}>
        {w('report')}
      </button>
      {mayGo(role, 'bookings') ? (
        <button type="button" class="button-quiet" onClick={() => (open.value = 'book')}>
          {w('book')}
        </button>
      ) : null}
      <button type="button" class="button-quiet" onClick={() => (open.value = 'notices')}>
        {w('notify')}
      </button>
      {role === 'member' ? null : (
        <button type="button" class="button-quiet" onClick={() => (open.value = 'label')}>
          {w('label')}
        </button>
      )}
      {mayGo(role, 'pair') && machine.heard === null ? (
        <a class="button" href={`/pair/${machine.id}`}>
          {w('pair')}
        </a>
      ) : null}
      {open.value === 'report' ? <Report machine={machine} onClose={close} /> : null}
      {open.value === 'book' ? (
        <BookDialog
          machine={machine}
          day={dayOf(serverNow(), timezone())}
          choosesDay
          onDone={() => route('/reservations')}
          onClose={close}
        />
      ) : null}
      {open.value === 'notices' ? <Notices machine={machine} onClose={close} /> : null}
      {open.value === 'label' ? <Label machine={machine} onClose={close} /> : null}
    </section>
  )
}

type Props = { machine: MachineView; onClose: () => void }

const Report = ({ machine, onClose }: Props) => (
  <ReasonDialog
    title={w('report-title', { machine: machine.name })}
    reason={{ label: w('report-what'), missing: w('report-missing') }}
    action={w('report-send')}
    say={sayRefused}
    onConfirm={async what => {
      await reportMachine(machine.id, what)
      tell({ kind: 'replaced', machine: await getMachine(machine.id) })
    }}
    onClose={onClose}
  >
    <p class="hint">{w('report-hint')}</p>
  </ReasonDialog>
)

const Label = ({ machine, onClose }: Props) => (
  <Dialog title={w('label-title', { machine: machine.name })} onClose={onClose}>
    <div class="label alone">
      <p class="hint">{w('label-hint')}</p>
      <figure>
        <img
          src={`/api/v1/machines/${encodeURIComponent(machine.id)}/label`}
          width="240"
          height="240"
          alt={w('label-alt', { machine: machine.name })}
        />
        <figcaption>
          <bdi>{machine.name}</bdi>
        </figcaption>
      </figure>
      <p>
        <button type="button" class="button" onClick={() => print()}>
          {w('label-print')}
        </button>
      </p>
    </div>
  </Dialog>
)
