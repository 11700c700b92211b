/**
 * Who may speak (contract §1, "who connects"). A token is 256 random bits, shown once and kept as its SHA-256: nothing
 * slower is needed against guessing. A new token of a station raises its epoch through the journal.
 */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { principalOf } from '#server/contract/topics.ts'
import type { Connection } from '../connection.ts'
import { LedgerError } from '../errors.ts'
import type { Grant, IssuedToken, Settings } from '../types.ts'
import type { DirectoryAppender } from './directory.ts'
import type { SettingsStore } from './settings.ts'

const TOKEN_BYTES = 32
/** Compared against where a principal is unknown, so that both ways take the same time. */
const NOBODY = Buffer.alloc(32)

type Row = { principal: string; kind: Grant['kind']; id: string; token_hash: Buffer; stations: string }
type Known = { grant: Grant; token_hash: Buffer }

export type Credentials = {
  authenticate(principal: string, token: string): Grant | null
  addStation(station: string, machine: string, now_ms: number): IssuedToken & { epoch: number }
  addGateway(id: string, stations: readonly string[], now_ms: number): IssuedToken
  /** Made again, it replaces the token and the pairing. */
  addPlug(id: string, gateway: string, now_ms: number): IssuedToken
  /** By principal, which credential lets it in: the same map until anybody wrote one. */
  inForce(): ReadonlyMap<string, string>
  /** The gateway this plug is paired with, null for none. */
  gatewayOf(plug: string): string | null
}

const tokenHash = (token: string): Buffer => Buffer.from(hash('sha256', token, 'hex'), 'hex')

/** `version` changes whenever anybody wrote credentials; the table is small and read again then. */
export function credentials(
  db: Connection,
  settings: SettingsStore,
  directory: DirectoryAppender,
  version: () => number,
): Credentials {
  const all = db.prepare<[], Row>(
    'SELECT principal, kind, id, token_hash, stations FROM credential WHERE revoked_at_ms IS NULL',
  )
  const kind_of = db.prepare<[string], string>('SELECT kind FROM credential WHERE principal = ?').pluck()
  const put = db.prepare(
    `INSERT INTO credential (principal, kind, id, token_hash, stations, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET token_hash = excluded.token_hash, stations = excluded.stations,
       created_at_ms = excluded.created_at_ms, revoked_at_ms = NULL`,
  )
  let known = new Map<string, Known>()
  let gateway_of_plug = new Map<string, string>()
  let in_force: ReadonlyMap<string, string> = new Map()
  let known_version = Number.NaN

  function issue(kind: Grant['kind'], id: string, stations: readonly string[], now_ms: number): IssuedToken {
    const { site, badge_key } = requireSetUp(settings)
    const principal = principalOf(site, id)
    const present = kind_of.get(principal)
    if (present !== undefined && present !== kind)
      throw new LedgerError('refused', `${id} is the name of a ${present} already`)
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    put.run(principal, kind, id, tokenHash(token), JSON.stringify(stations), now_ms)
    return { principal, token, badge_key }
  }

  const addStation = db.transaction((station: string, machine: string, now_ms: number) => {
    const { machines, stations } = directory.read()
    const facts = machines.get(machine)
    if (facts === undefined) throw new LedgerError('refused', `there is no machine ${machine} in this atelier`)
    if (facts.retired != null) throw new LedgerError('refused', `machine ${machine} is out of use`)
    const issued = issue('station', station, [station], now_ms)
    // Contract §1, Sessions: the first epoch is 1.
    const epoch = (stations.get(station)?.epoch ?? 0) + 1
    directory.append([{ type: 'station-added', station, machine, epoch }], now_ms)
    return { ...issued, epoch }
  })
  const addGateway = db.transaction((id: string, stations: readonly string[], now_ms: number) =>
    issue('gateway', id, [...new Set(stations)].sort(), now_ms),
  )

  const addPlug = db.transaction((id: string, gateway: string, now_ms: number) => {
    const { site } = requireSetUp(settings)
    if (kind_of.get(principalOf(site, gateway)) !== 'gateway')
      throw new LedgerError('refused', `there is no gateway ${gateway}: add it first`)
    return issue('plug', id, [gateway], now_ms)
  })

  function refresh(): void {
    const now = version()
    if (now === known_version) return
    const rows = all.all()
    known = new Map(rows.map(row => [row.principal, knownOf(row)]))
    in_force = new Map(rows.map(row => [row.principal, credentialOf(row)]))
    gateway_of_plug = new Map(rows.flatMap(row => (row.kind === 'plug' ? [[row.id, idsOf(row)[0] ?? '']] : [])))
    known_version = now
  }

  return {
    authenticate(principal, token) {
      refresh()
      const candidate = known.get(principal)
      const right = timingSafeEqual(tokenHash(token), candidate?.token_hash ?? NOBODY)
      return right && candidate !== undefined ? candidate.grant : null
    },
    addStation: (...args) => addStation.immediate(...args),
    addGateway: (...args) => addGateway.immediate(...args),
    addPlug: (...args) => addPlug.immediate(...args),
    inForce() {
      refresh()
      return in_force
    },
    gatewayOf(plug) {
      refresh()
      return gateway_of_plug.get(plug) ?? null
    },
  }
}

const idsOf = ({ stations }: Row): string[] => JSON.parse(stations) as string[]

const credentialOf = ({ token_hash }: Row): string => token_hash.toString('hex')

const knownOf = (row: Row): Known => ({
  // What a plug's row names is its gateway: it speaks for no station.
  grant: { kind: row.kind, id: row.id, stations: row.kind === 'plug' ? [] : idsOf(row), credential: credentialOf(row) },
  token_hash: row.token_hash,
})

function requireSetUp(settings: SettingsStore): Settings {
  const present = settings.read()
  if (present === null) throw new LedgerError('refused', 'this ledger is not set up yet: run navette setup first')
  return present
}
