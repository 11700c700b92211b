/** When the atelier is shut, or open, otherwise than every week. All may read it; who keeps the floor writes it. */
import { useSignal } from '@preact/signals'
import type { ClosureView } from '#server/contract/people.ts'
import { closuresOf, putClosure, removeClosure } from '../../api/people.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf, momentOn } from '../../time/zone.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, sayRefused, Waiting } from '../../ui/notice.tsx'
import { me, timezone } from '../../ui/session.ts'
import { Choice, Field, FormDialog, textOf } from './form-dialog.tsx'
import { freeId } from './free-id.ts'
import { sayMoment } from './say.ts'
import { w } from './texts.ts'
import './people.css'

const mayWrite = (): boolean => me.value?.role === 'manager' || me.value?.role === 'animateur'

export function Closures() {
  const loaded = useLoad('closures', closuresOf)
  const adding = useSignal(false)
  return (
    <article class="people">
      <header class="month-head">
        <h1>{w('closures.title')}</h1>
        {mayWrite() ? (
          <button
            type="button"
            class="button"
            disabled={loaded.value === null}
            onClick={() => {
              adding.value = true
            }}
          >
            {w('closures.add')}
          </button>
        ) : null}
        <p class="hint">{w('closures.lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={30} />
      ) : (
        <List closures={loaded.value} again={loaded.again} />
      )}
      {adding.value ? (
        <AddClosure
          taken={(loaded.value ?? []).map(one => one.id)}
          onDone={loaded.again}
          onClose={() => {
            adding.value = false
          }}
        />
      ) : null}
      <a class="link" href="/reservations">
        {w('book.title')}
      </a>
    </article>
  )
}

function List({ closures, again }: { closures: ClosureView[]; again: () => void }) {
  const error = useSignal<string | null>(null)
  const shown = closures
    .filter(one => Date.parse(one.until) > serverNow())
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from))
  const drop = (id: string) =>
    removeClosure(id).then(again, (failure: unknown) => {
      error.value = sayRefused(failure)
    })
  if (shown.length === 0) return <Notice title={w('closures.none')} hint={w('closures.none-hint')} />
  return (
    <>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      <ul class="access-list">
        {shown.map(one => (
          <Row key={one.id} closure={one} onDrop={() => drop(one.id)} />
        ))}
      </ul>
    </>
  )
}

function Row({ closure, onDrop }: { closure: ClosureView; onDrop: () => Promise<void> }) {
  const when = w('closures.span', { from: sayMoment(closure.from), until: sayMoment(closure.until) })
  return (
    <li class="people-item" data-granted={closure.kind === 'open'}>
      <h2>{when}</h2>
      <p class="people-more">{[w(`closures.${closure.kind}`), closure.why].filter(part => part !== '').join(' · ')}</p>
      {mayWrite() ? (
        <button
          type="button"
          class="button-quiet"
          aria-label={w('closures.remove-of', { when })}
          onClick={() => void onDrop()}
        >
          {w('closures.remove')}
        </button>
      ) : null}
    </li>
  )
}

type AddProps = { taken: readonly string[]; onDone: () => void; onClose: () => void }

function AddClosure({ taken, onDone, onClose }: AddProps) {
  const today = dayOf(serverNow(), timezone())
  const moment = (form: FormData, end: 'from' | 'until'): number =>
    momentOn(textOf(form, end), textOf(form, `${end}-time`), timezone())
  return (
    <FormDialog
      title={w('closures.add')}
      action={w('add.save')}
      check={form => (moment(form, 'until') <= moment(form, 'from') ? w('book.order') : null)}
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
      <div class="book-times">
        <Field name="from" type="date" label={w('closures.from')} value={today} required />
        <Field name="from-time" type="time" label={w('closures.from-time')} value="09:00" required />
      </div>
      <div class="book-times">
        <Field name="until" type="date" label={w('closures.until')} value={today} required />
        <Field name="until-time" type="time" label={w('closures.until-time')} value="18:00" required />
      </div>
      <Field name="why" label={w('closures.why')} />
    </FormDialog>
  )
}
