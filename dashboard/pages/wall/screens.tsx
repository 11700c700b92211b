/** Wall screens: a link each, told once, taken back in one tap. */
import { useSignal } from '@preact/signals'
import type { ApiTokenView } from '#server/contract/api.ts'
import { dropScreen, getScreens, makeScreen } from '../../api/screens.ts'
import { longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { Form, Refusal, Send } from '../../ui/form/form.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { me, timezone } from '../../ui/session.ts'
import { Names } from './names.tsx'
import { w } from './texts.ts'
import type { View } from './view.ts'
import './screens.css'

const linkOf = (token: string, view: View): string => `${location.origin}/kiosk?view=${view}#${token}`

export function Screens() {
  return (
    <article class="screens">
      <header class="month-head">
        <h1>{w('screens.title')}</h1>
        <p class="hint">{w('screens.lead')}</p>
      </header>
      {/* only a manager gives links */}
      {me.value?.role === 'manager' ? <Links /> : null}
      <Names />
    </article>
  )
}

function Links() {
  const loaded = useLoad('screens', getScreens)
  return (
    <>
      <MakeScreen onDone={loaded.again} />
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={12} />
      ) : loaded.value.length === 0 ? (
        <Notice title={w('screens.none')} hint={w('screens.none-hint')} />
      ) : (
        <List screens={loaded.value} again={loaded.again} />
      )}
    </>
  )
}

function MakeScreen({ onDone }: { onDone: () => void }) {
  const link = useSignal<string | null>(null)
  const make = async (form: FormData) => {
    const { token } = await makeScreen(textOf(form, 'name'))
    link.value = linkOf(token, textOf(form, 'view') === 'plan' ? 'plan' : 'grid')
    onDone()
  }
  return (
    <>
      <Form class="screens-make" onSend={make}>
        <Field name="name" label={w('screens.name')} value={w('screens.name-example')} length_max={100} required />
        <Choice
          name="view"
          label={w('screens.shows')}
          value="grid"
          options={(['grid', 'plan'] as const).map(id => ({ id, name: w(`screens.${id}`) }))}
        />
        <Send action={w('screens.make')} />
        <Refusal />
      </Form>
      <div role="status">
        {link.value === null ? null : (
          <div class="screens-link">
            <p>{w('screens.once')}</p>
            <input readOnly aria-label={w('screens.link')} value={link.value} onFocus={e => e.currentTarget.select()} />
          </div>
        )}
      </div>
    </>
  )
}

function List({ screens, again }: { screens: ApiTokenView[]; again: () => void }) {
  const dropping = useSignal<ApiTokenView | null>(null)
  const day = (iso: string) => longDay(Date.parse(iso), language.value, timezone())
  return (
    <>
      <ul class="screens-list">
        {screens.map(screen => (
          <li key={screen.id}>
            <p>
              <strong>{screen.name}</strong>
              <small>
                {w('screens.made', { day: day(screen.created) })}
                {' · '}
                {screen.last_used === null ? w('screens.unused') : w('screens.used', { day: day(screen.last_used) })}
              </small>
            </p>
            <button
              type="button"
              class="button-quiet"
              aria-label={`${w('screens.drop')}, ${screen.name}`}
              onClick={() => {
                dropping.value = screen
              }}
            >
              {w('screens.drop')}
            </button>
          </li>
        ))}
      </ul>
      {dropping.value === null ? null : (
        <ReasonDialog
          title={w('screens.drop-title', { name: dropping.value.name })}
          action={w('screens.drop')}
          onConfirm={async () => {
            await dropScreen(dropping.value?.id ?? '')
            again()
          }}
          onClose={() => {
            dropping.value = null
          }}
        >
          <p>{w('screens.drop-hint')}</p>
        </ReasonDialog>
      )}
    </>
  )
}
