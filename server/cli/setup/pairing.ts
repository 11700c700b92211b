/**
 * A first station, proved by doing: it is heard, reads a badge, sees the current. Asked of the running server over HTTP, as the page
 * asks it, so that a terminal and a screen beside it show the same.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { MachineView, StationToken } from '#server/contract/api.ts'
import type { UnknownCard } from '#server/contract/people.ts'
import type { Api } from './api.ts'
import type { Terminal } from './terminal.ts'
import type { Say } from './texts.ts'

const POLL_MS = 500
/** So long nobody doubts anything; after that it helps to be told what to look at. */
const PATIENCE_MS = 20_000
/** A clamp on a dead wire reads some milliamperes of noise. */
const FLOWS_MA = 50

type Stage = { terminal: Terminal; say: Say; api: Api; machine: string; token: StationToken; since_ms: number }
/** What to say once it is there; null: not yet. */
type Look = () => Promise<string | null>

export async function pairOnTerminal(terminal: Terminal, say: Say, api: Api, url: string): Promise<void> {
  const { items } = await api.get<{ items: MachineView[] }>('machines')
  if (items.length === 0) return terminal.say(say('no-machine'))
  if (!(await terminal.yes(say('pair'), true))) return
  const chosen =
    items.length === 1
      ? 1
      : await terminal.choose(
          say('pair-which'),
          items.map(({ name }) => name),
        )
  const machine = items[chosen - 1]
  if (machine === undefined) return
  const token = await api.post<StationToken>(`stations/${machine.id}/token`, { machine: machine.id })
  terminal.say(say('once', { machine: machine.name }))
  for (const line of [
    say('address', { value: token.mqtt }),
    say('principal', { value: token.principal }),
    say('token', { value: token.token }),
    say('key', { value: token.badge_key }),
  ])
    terminal.say(`  ${line}`)
  const stage: Stage = { terminal, say, api, machine: machine.id, token, since_ms: Date.now() }
  await step(stage, 'heard', () => isHeard(stage))
  await step(stage, 'badge', () => hasRead(stage))
  await step(stage, 'run', () => draws(stage))
  terminal.say(say('done', { url }))
}

async function step(stage: Stage, key: 'heard' | 'badge' | 'run', look: Look): Promise<void> {
  const { terminal, say } = stage
  terminal.say(say(`${key}-ask`))
  const over = new AbortController()
  const skipped = terminal.entered(over.signal).then(() => 'skipped' as const)
  const seen = seenBy(stage, key, look, over.signal)
  const first = await Promise.race([skipped, seen])
  over.abort()
  terminal.say(first === 'skipped' ? say('passed') : first)
  await skipped
}

/** Looks until it is there, and says once what may be wrong. */
async function seenBy(stage: Stage, key: 'heard' | 'badge' | 'run', look: Look, over: AbortSignal): Promise<string> {
  const { terminal, say, token } = stage
  const begun_ms = Date.now()
  const told = new Set<string>()
  const tell = (line: string): void => {
    if (!told.has(line) && !over.aborted) terminal.say(line)
    told.add(line)
  }
  for (;;) {
    const found = await look()
    if (found !== null || over.aborted) return found ?? ''
    for (const line of await refusals(stage)) tell(line)
    if (Date.now() - begun_ms > PATIENCE_MS) tell(say(`${key}-help`, { mqtt: token.mqtt }))
    await wait(POLL_MS)
  }
}

const machineOf = ({ api, machine }: Stage) => api.get<MachineView>(`machines/${machine}`)
const after = ({ since_ms }: Stage, at: string | null): boolean => at !== null && Date.parse(at) >= since_ms

async function isHeard(stage: Stage): Promise<string | null> {
  return after(stage, (await machineOf(stage)).heard) ? stage.say('heard') : null
}

async function hasRead(stage: Stage): Promise<string | null> {
  const [{ session }, { items }] = await Promise.all([
    machineOf(stage),
    stage.api.get<{ items: UnknownCard[] }>('badges/unknown'),
  ])
  if (session !== null) return stage.say('badge')
  const card = items.find(({ machine, at }) => machine === stage.machine && after(stage, at))
  return card === undefined ? null : stage.say('badge-unknown')
}

async function draws(stage: Stage): Promise<string | null> {
  const { current_mA } = await machineOf(stage)
  if (current_mA === null || current_mA < FLOWS_MA) return null
  const amperes = new Intl.NumberFormat(stage.say('locale'), { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return stage.say('run', { current: `${amperes.format(current_mA / 1_000)} A` })
}

/** What the broker turned away since, of this station: a wrong token, or another's topic. */
async function refusals(stage: Stage): Promise<string[]> {
  const { say, token } = stage
  const { principal } = token
  const { items } = await stage.api.get<{ items: { actor: string; action: string; at: string }[] }>('audit?limit=20')
  const theirs = items.filter(({ actor, at }) => actor === principal && after(stage, at))
  return [
    ...(theirs.some(({ action }) => action === 'mqtt-connect') ? [say('refused', { principal })] : []),
    ...(theirs.some(({ action }) => action === 'mqtt-publish-foreign')
      ? [say('foreign', { principal, path: principal.replace('.', '/') })]
      : []),
  ]
}
