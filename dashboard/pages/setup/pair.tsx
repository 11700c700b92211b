/** Bringing a station to a machine: its access, then proof by doing that it is heard, reads a badge and sees the current. */
import { type Signal, useComputed, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { MachineView, StationToken } from '#server/contract/api.ts'
import { makeToken } from '../../api/setup.ts'
import { amperes } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { floor } from '../../live/connection.ts'
import { serverNow } from '../../time/now.ts'
import { Icon } from '../../ui/icons.tsx'
import { NotFound } from '../../ui/lost.tsx'
import { sayRefused, Waiting } from '../../ui/notice.tsx'
import { useSubject } from '../../ui/title.ts'
import { type Checks, checksOf, nextToPair } from './checks.ts'
import { w } from './texts.ts'
import { useRefused, useWaited } from './waited.ts'
import './setup.css'

/** `/pair` begins with the first machine that nothing was heard of; where there is none at all, with adding one. */
export function PairFirst() {
  const { route } = useLocation()
  const { machines, at_ms } = floor.value
  const first = nextToPair(machines, null)
  const to = first !== null ? `/pair/${first.id}` : machines.size === 0 ? '/workshop' : '/'
  useEffect(() => {
    if (at_ms !== null) route(to, true)
  }, [at_ms !== null, to])
  return <Waiting height_rem={30} page />
}

export function Pair() {
  const id = useRoute().params.id ?? ''
  const machine = floor.value.machines.get(id)
  if (floor.value.at_ms === null) return <Waiting height_rem={30} page />
  return machine === undefined ? <NotFound /> : <PairOf key={machine.id} machine={machine} />
}

function PairOf({ machine }: { machine: MachineView }) {
  const since_ms = useSignal(serverNow())
  const token = useSignal<StationToken | null>(null)
  const checks = useComputed(() => checksOf(floor.value, machine.id, since_ms.value))
  const { heard, badge, runs } = checks.value
  const next = nextToPair(floor.value.machines, machine.id)
  useSubject(w('pair.title', { machine: machine.name }))
  const refused = useRefused(heard ? null : (token.value?.principal ?? null), since_ms.value)
  return (
    <article class="pair">
      <h1>{w('pair.title', { machine: machine.name })}</h1>
      <p class="hint">{w('pair.lead')}</p>
      <ol>
        <Access machine={machine} token={token} />
        <Step
          done={heard}
          waits={token.value !== null}
          title={w('pair.heard')}
          hint={w('pair.heard-hint')}
          help={w('pair.heard-help', { mqtt: token.value?.mqtt ?? '' })}
        >
          {heard ? w('pair.heard-done') : refused === null ? null : w(`pair.refused-${refused}`)}
        </Step>
        <Step
          done={badge !== null}
          waits={heard}
          title={w('pair.badge')}
          hint={w('pair.badge-hint')}
          help={w('pair.badge-help')}
        >
          {badge === null ? null : w(badge === 'unknown' ? 'pair.badge-unknown' : 'pair.badge-done')}
        </Step>
        <Step
          done={runs}
          waits={heard && badge !== null}
          title={w('pair.run')}
          hint={w('pair.run-hint')}
          help={w('pair.run-help')}
        >
          {sayCurrent(checks.value)}
        </Step>
      </ol>
      <p class="pair-acts">
        {isReady(checks.value) ? <span>{w('pair.done')}</span> : null}
        {isReady(checks.value) ? (
          <a class="button" href={`/learn/${machine.id}`}>
            {w('pair.learn')}
          </a>
        ) : null}
        {next === null ? null : (
          <a class="button-quiet" href={`/pair/${next.id}`}>
            {w('pair.next', { machine: next.name })}
          </a>
        )}
        <a class="button-quiet" href="/">
          {w('pair.wall')}
        </a>
        <a class="link" href="/start">
          {w('pair.steps')}
        </a>
      </p>
    </article>
  )
}

const isReady = ({ heard, badge, runs }: Checks): boolean => heard && badge !== null && runs

function sayCurrent({ current_mA, most_mA, runs }: Checks): string | null {
  if (runs) return w('pair.run-done', { current: amperes(most_mA, language.value) })
  return current_mA === null ? null : w('pair.run-now', { current: amperes(current_mA, language.value) })
}

type StepProps = {
  done: boolean
  /** it is its turn */
  waits: boolean
  title: string
  hint: string
  /** what to look at when it takes long */
  help: string
  children?: ComponentChildren
}
function Step({ done, waits, title, hint, help, children }: StepProps) {
  const long = useWaited(waits && !done)
  return (
    <li data-done={done}>
      <h2>
        {title} {done ? <Icon sign="check" /> : null}
      </h2>
      <p class="hint">{hint}</p>
      <p role="status">{children ?? (done ? null : long ? help : w('pair.waiting'))}</p>
    </li>
  )
}

function Access({ machine, token }: { machine: MachineView; token: Signal<StationToken | null> }) {
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const make = async () => {
    busy.value = true
    error.value = null
    try {
      token.value = await makeToken(machine.id, machine.id)
    } catch (failure) {
      error.value = sayRefused(failure)
    } finally {
      busy.value = false
    }
  }
  const shown = token.value
  return (
    <li data-done={shown !== null}>
      <h2>
        {w('pair.access')} {shown === null ? null : <Icon sign="check" />}
      </h2>
      <p class="hint">{w('pair.access-hint')}</p>
      {shown === null ? null : <Settings token={shown} />}
      <p class="form-error" role="alert">
        {error.value}
      </p>
      <p class="pair-acts">
        <button type="button" class={shown === null ? 'button' : 'button-quiet'} disabled={busy.value} onClick={make}>
          {w(shown === null ? 'pair.make' : 'pair.make-again')}
        </button>
        {shown === null ? null : (
          <button type="button" class="button" onClick={() => saveFile(shown)}>
            {w('pair.save')}
          </button>
        )}
      </p>
    </li>
  )
}

const Settings = ({ token }: { token: StationToken }) => (
  <dl class="pair-settings">
    <Setting label={w('pair.address')} value={token.mqtt} />
    <Setting label={w('pair.principal')} value={token.principal} />
    <Setting label={w('pair.token')} value={token.token} />
    <Setting label={w('pair.key')} value={token.badge_key} />
  </dl>
)

function Setting({ label, value }: { label: string; value: string }) {
  const copied = useSignal(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    copied.value = true
  }
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code>{value}</code>
        {/* only a page that came over TLS or from this machine may write to the clipboard */}
        {navigator.clipboard === undefined ? null : (
          <button type="button" class="link" onClick={copy}>
            {w(copied.value ? 'pair.copied' : 'pair.copy')}
          </button>
        )}
      </dd>
    </div>
  )
}

/** What `navette station add --json` prints, for the gateway or the station's own set-up. */
function saveFile(token: StationToken): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(token, null, 2)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${token.station}.json`
  link.click()
  URL.revokeObjectURL(url)
}
