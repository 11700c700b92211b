/** A demonstration's data directory: atelier, accounts, stations, gateway, and the scenario the simulated workshop plays. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '#server/config.ts'
import { AtelierFile } from '#server/contract/atelier.ts'
import type { Directory } from '#server/domain/directory.ts'
import { periodOf, periodRange } from '#server/domain/time.ts'
import { openAccounts } from '../accounts.ts'
import { CHECKOUT } from '../child.ts'
import { setUp } from '../commands/setup.ts'
import { openSaying } from '../context.ts'
import { CliError } from '../output.ts'
import { visitors } from './people.ts'
import { plugsOf, type Wiring, wiringOf } from './wiring.ts'

const PAST_SAMPLE_MS = 300_000
export const GATEWAY_ID = 'passerelle'

export type Account = { role: string; email: string; password: string }
export type Prepared = {
  file: AtelierFile
  /** how long it has been metered already */
  past_months: number
  accounts: Account[]
  badge_key: string
  stations: { station: string; principal: string; token: string; machine: string; wiring: Wiring }[]
  gateway: { principal: string; token: string }
  plugs: { id: string; principal: string; token: string }[]
  /** its file asks for things to go wrong */
  chaos: boolean
  directory: Directory
}

export function readExample(slug: string): string {
  const path = resolve(CHECKOUT, 'docs/ateliers', `${slug}.json`)
  if (!/^[a-z0-9-]+$/.test(slug) || !existsSync(path))
    throw new CliError(`there is no example atelier ${slug} in docs/ateliers`)
  return readFileSync(path, 'utf8')
}

export async function prepare(config: Config, slug: string, past_months: number): Promise<Prepared> {
  if (existsSync(config.database_file))
    throw new CliError(`${config.data} already holds an atelier: give the demonstration an empty directory`)
  const text = withTrial(readExample(slug), past_months, Date.now())
  const password = randomBytes(9).toString('base64url')
  const manager = { role: 'manager', email: `manager@${slug}.example`, password }
  await setUp(config, { ...manager, name: 'Gestion', text })
  const file = AtelierFile.parse(JSON.parse(text))
  const accounts = [manager, ...(await moreAccounts(config, file, slug, password))]
  const ledger = await openSaying(config)
  try {
    const stations: Prepared['stations'] = []
    for (const [i, machine] of file.machines.entries()) {
      const { principal, token } = await ledger.addStation(machine.id, machine.id)
      stations.push({ station: machine.id, principal, token, machine: machine.id, wiring: wiringOf(machine, i) })
    }
    const spoken_for = stations.filter(one => one.wiring !== 'mqtt').map(one => one.station)
    const { principal, token, badge_key } = await ledger.addGateway(GATEWAY_ID, spoken_for)
    const plugs: Prepared['plugs'] = []
    for (const id of plugsOf(stations.map(({ wiring }) => wiring))) {
      const { principal, token } = await ledger.addPlug(id, GATEWAY_ID)
      plugs.push({ id, principal, token })
    }
    const { directory } = await ledger.load()
    const chaos = file.chaos === true
    const access = { accounts, badge_key, stations, gateway: { principal, token }, plugs }
    return { file, past_months, ...access, chaos, directory }
  } finally {
    await ledger.close()
  }
}

async function moreAccounts(config: Config, file: AtelierFile, slug: string, password: string): Promise<Account[]> {
  const auth = await openAccounts(config)
  try {
    const member = file.members[0]
    const wanted = [
      { role: 'animateur' as const, name: 'Animation', member: null },
      { role: 'treasurer' as const, name: 'Trésorerie', member: null },
      ...(member === undefined ? [] : [{ role: 'member' as const, name: member.name ?? member.id, member: member.id }]),
    ]
    for (const one of wanted) await auth.createUser({ ...one, email: `${one.role}@${slug}.example`, password })
    return wanted.map(({ role }) => ({ role, email: `${role}@${slug}.example`, password }))
  } finally {
    await auth.close()
  }
}

/** The calendar month before `now_ms`, in the atelier's zone, and as many before it as make `months`. */
export function pastMonths(now_ms: number, zone: string, months: number): { from_ms: number; to_ms: number } {
  const { from_ms: to_ms } = periodRange(periodOf(now_ms, zone), zone)
  let from_ms = to_ms
  for (let i = 0; i < months; i++) from_ms = periodRange(periodOf(from_ms - 1, zone), zone).from_ms
  return { from_ms, to_ms }
}

/** Of more months than one, those before the last ran on trial: nobody was ever billed for them, and the last one closes first. */
function withTrial(text: string, months: number, now_ms: number): string {
  if (months === 1) return text
  const zone = AtelierFile.parse(JSON.parse(text)).timezone
  const { from_ms: last_ms } = pastMonths(now_ms, zone, 1)
  return JSON.stringify({ ...JSON.parse(text), trial_until: periodOf(last_ms - 1, zone) })
}

/** What the simulator is told. Raw UIDs are in it: the people of the demonstration carry their badges. */
export function scenario(prepared: Prepared, mqtt: string, seed: number, now_ms: number, ports: string): object {
  const { file, directory, plugs } = prepared
  const past = pastMonths(now_ms, file.timezone, prepared.past_months)
  const { from_ms: last_ms } = pastMonths(now_ms, file.timezone, 1)
  return {
    site: file.site,
    badge_key: prepared.badge_key,
    mqtt,
    seed,
    timezone: file.timezone,
    ...(file.opening === undefined ? {} : { opening: file.opening }),
    tempo: 'busy',
    ports,
    plugs,
    stations: prepared.stations.map(({ wiring, ...one }) => {
      const machine = directory.machines.get(one.machine)
      const profile = directory.profiles.get(machine?.profile ?? '')
      const sensor = machine?.sensor ?? 'current'
      return {
        ...one,
        ...(typeof wiring === 'object' ? { transport: 'parts', parts: wiring } : { transport: wiring }),
        kind: machine?.kind ?? 'other',
        sensor,
        // Stations of parts have none; the controllers of their past had.
        register: sensor !== 'none',
        profile,
        sample_ms: machine?.sample_ms,
      }
    }),
    members: visitors(file, directory, (last_ms + past.to_ms) / 2),
    orders: file.orders.map(({ id }) => id),
    past: { ...past, sample_ms: PAST_SAMPLE_MS },
  }
}
