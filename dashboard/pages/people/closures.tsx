/** When the atelier is shut, or open, otherwise than every week. All may read it; who keeps the floor writes it. */
import { useSignal } from '@preact/signals'
import type { ClosureView } from '#server/contract/people.ts'
import { closuresOf, putClosure, removeClosure } from '../../api/people.ts'
import { serverNow } from '../../time/now.ts'
import { addDays, dayOf, momentOn } from '../../time/zone.ts'
import { Choice, Field, Tick, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { useLoad } from '../../ui/load.ts'
import { Notice, sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { me, timezone } from '../../ui/session.ts'
import { freeId } from './free-id.ts'
import { ListPage } from './list-page.tsx'
import { saySpan } from './say.ts'
import { w } from './texts.ts'
import './people.css'

const mayWrite = (): boolean => me.value?.role === 'manager' || me.value?.role === 'animateur'

export function Closures() {
  const loaded = useLoad('closures', closuresOf)
  return (
    <ListPage
      title={w('closures.title')}
      lead={w('closures.lead')}
      add={mayWrite() ? w('closures.add') : null}
      loaded={loaded}
      list={closures => <List closures={closures} again={loaded.again} />}
      dialog={(closures, adding) => <AddClosure taken={closures.map(one => one.id)} {...adding} />}
    >
      <a class="link" href="/reservations">
        {w('book.title')}
      </a>
    </ListPage>
  )
}

function List({ closures, again }: { closures: ClosureView[]; again: () => void }) {
  const dropping = useSignal<ClosureView | null>(null)
  const shown = closures
    .filter(one => Date.parse(one.until) > serverNow())
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from))
  if (shown.length === 0) return <Notice title={w('closures.none')} hint={w('closures.none-hint')} />
  return (
    <>
      <ul class="access-list">
        {shown.map(one => (
          <Row
            key={one.id}
            closure={one}
            onDrop={() => {
              dropping.value = one
            }}
          />
        ))}
      </ul>
      {dropping.value === null ? null : (
        <DropDialog
          closure={dropping.value}
          onDone={again}
          onClose={() => {
            dropping.value = null
          }}
        />
      )}
    </>
  )
}

const whenOf = ({ from, until }: ClosureView): string => saySpan(Date.parse(from), Date.parse(until))

function Row({ closure, onDrop }: { closure: ClosureView; onDrop: () => void }) {
  const when = whenOf(closure)
  return (
    <li class="people-item" data-granted={closure.kind === 'open'}>
      <h2 class="sentence">{when}</h2>
      <p class="people-more">{[w(`closures.${closure.kind}`), closure.why].filter(part => part !== '').join(' · ')}</p>
      {mayWrite() ? (
        <button type="button" class="button-quiet" aria-label={w('closures.remove-of', { when })} onClick={onDrop}>
          {w('closures.remove')}
        </button>
      ) : null}
    </li>
  )
}

const DropDialog = ({
  closure,
  onDone,
  onClose,
}: {
  closure: ClosureView
  onDone: () => void
  onClose: () => void
}) => (
  <ReasonDialog
    title={w('closures.remove-title')}
    action={w('closures.remove')}
    say={sayRefused}
    onConfirm={() => removeClosure(closure.id).then(onDone)}
    onClose={onClose}
  >
    <p class="sentence">{whenOf(closure)}</p>
    <p>{w(closure.kind === 'closed' ? 'closures.remove-closed' : 'closures.remove-open')}</p>
  </ReasonDialog>
)

type AddProps = { taken: readonly string[]; onDone: () => void; onClose: () => void }

function AddClosure({ taken, onDone, onClose }: AddProps) {
  const today = dayOf(serverNow(), timezone())
  const whole = useSignal(true)
  /** A whole day ends where the next one begins. */
  const moment = (form: FormData, end: 'from' | 'until'): number => {
    const day = textOf(form, end)
    if (!whole.value) return momentOn(day, textOf(form, `${end}-time`), timezone())
    return momentOn(end === 'until' ? addDays(day, 1) : day, '00:00', timezone())
  }
  return (
    <FormDialog
      title={w('closures.add')}
      action={w('add.save')}
      check={form => (moment(form, 'until') <= moment(form, 'from') ? { until: w('book.order') } : null)}
      onClose={onClose}
      onSend={async form => {
        const kind = textOf(form, 'kind')
        await putClosure(freeId(`${kind} ${textOf(form, 'from')}`, taken), {
          kind,
          from: new Date(moment(form, 'from')).toISOString(),
          until: new Date(moment(form, 'until')).toISOString(),
          why: textOf(form, 'why'),
        })
        onDone()
      }}
    >
      <Choice
        name="kind"
        label={w('closures.what')}
        value="closed"
        options={(['closed', 'open'] as const).map(id => ({ id, name: w(`closures.${id}`) }))}
      />
      <Tick name="whole" label={w('closures.whole')} checked={whole} />
      <div class="book-times">
        <Field name="from" type="date" label={w('closures.from')} value={today} required />
        {whole.value ? null : (
          <Field name="from-time" type="time" label={w('closures.from-time')} value="09:00" required />
        )}
        <Field name="until" type="date" label={w('closures.until')} value={today} required />
        {whole.value ? null : (
          <Field name="until-time" type="time" label={w('closures.until-time')} value="18:00" required />
        )}
      </div>
      <Field name="why" label={w('closures.why')} />
    </FormDialog>
  )
}
