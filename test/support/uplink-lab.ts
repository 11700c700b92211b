/** A real broker and a real ingest on a loopback port, over whatever ledger and core the test brings. */
import mqtt, { type MqttClient } from 'mqtt'
import { type Broker, type BrokerAuditEvent, type BrokerOptions, createBroker } from '#server/broker/broker.ts'
import type { Downlink } from '#server/contract/downlink.ts'
import { upTopic } from '#server/contract/topics.ts'
import type { DirectoryEntry, ImportedFacts } from '#server/domain/directory.ts'
import { createIngest, type Ingest, type IngestOptions } from '#server/ingest/ingest.ts'
import type { Announcement } from '#server/ingest/ports.ts'

export const SITE = 'lab'

export type Lab = {
  broker: Broker
  ingest: Ingest
  announced: Announcement[]
  audited: BrokerAuditEvent[]
  port: number
  connect(principal?: string, options?: mqtt.IClientOptions): Promise<MqttClient>
  close(): Promise<void>
}

export type LabOptions<State> = Pick<IngestOptions<State>, 'core' | 'ledger'> & {
  broker?: Partial<BrokerOptions>
  clock?: { now_ms(): number }
}

const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const RETAINED = new Set<Downlink['type']>(['config', 'list'])

/** Token of `lab.x` is `token-x`; the gateway `gw` speaks for `s1` and `s2`. */
const authenticate: BrokerOptions['authenticate'] = (principal, token) => {
  const id = principal.slice(SITE.length + 1)
  if (token !== `token-${id}`) return null
  const stations = id === 'gw' ? ['s1', 's2'] : [id]
  return { kind: id === 'gw' ? 'gateway' : 'station', id, stations, credential: token }
}

export async function uplinkLab<State>(options: LabOptions<State>): Promise<Lab> {
  const announced: Announcement[] = []
  const audited: BrokerAuditEvent[] = []
  const send = (downlink: Downlink): void => {
    void broker.publish(downlink, { retain: RETAINED.has(downlink.type) }).catch(() => undefined)
  }
  const ingest = createIngest({
    ...{ core: options.core, ledger: options.ledger, log: SILENT },
    announcer: { announce: announcement => void announced.push(announcement) },
    downlink: { send },
    clock: options.clock ?? { now_ms: Date.now },
  })
  const broker: Broker = await createBroker({
    ...{ site: SITE, mqtt: { host: '127.0.0.1', port: 0 }, authenticate, log: SILENT },
    onUplink: (uplink, done) => ingest.accept(uplink, done),
    onSubscribed: station => send(ingest.standing(station)),
    onPresence: (station, online) => ingest.presence(station, online),
    audit: event => void audited.push(event),
    accepting: () => ingest.accepting(),
    ...options.broker,
  })
  await ingest.start()
  const port = Number(broker.addresses.mqtt.split(':').at(-1))
  const clients: MqttClient[] = []
  return {
    ...{ broker, ingest, announced, audited, port },
    connect: async (principal = `${SITE}.s1`, extra = {}) => {
      const id = principal.slice(SITE.length + 1)
      const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
        ...{ clientId: principal, username: principal, password: `token-${id}`, reconnectPeriod: 0 },
        ...extra,
      })
      clients.push(client)
      // Each publish of a burst listens for the close that would leave it unacknowledged.
      client.setMaxListeners(0)
      client.on('error', () => undefined)
      await new Promise<void>((resolve, reject) => {
        client.once('connect', () => resolve())
        client.once('error', reject)
        client.once('close', () => reject(new Error('closed before CONNACK')))
      })
      return client
    },
    close: async () => {
      await Promise.all(clients.map(client => client.endAsync(true)))
      await ingest.stop()
      await broker.close()
    },
  }
}

export const up = (station: string, type: string): string => upTopic(SITE, station, type)

/** True once acknowledged, false when the connection closed before that. */
export const acknowledged = (client: MqttClient, topic: string, payload: string | Buffer): Promise<boolean> =>
  new Promise(resolve => {
    client.once('close', () => resolve(false))
    client.publish(topic, payload, { qos: 1 }, error => resolve(!error))
  })

export const hello = (boot = 1) => ({
  ...{ boot, seq: 0, up_ms: 10, at_ms: null, fw: '1', model: 'lab' },
  ...{ reader: true, meter: 'current', relay: true, list_version: null },
})
export const sample = (seq: number, current_mA = 100, boot = 1) => ({
  ...{ boot, seq, up_ms: 10 + seq * 1_000, at_ms: null, current_mA, relay: false },
})
export const badge = (seq: number, digit = 'a', boot = 1) => ({
  ...{ boot, seq, up_ms: 10 + seq * 1_000, at_ms: null, badge: digit.repeat(64) },
})

const profile = {
  ...{ id: 'servo', idle_mA: 90, run_mA: 1030, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3000 },
  ...{ idle_timeout_s: 900, max_duration_s: null },
}

/** A site with one machine for each of these stations, and one member whose badge is 64 × `a`. */
export function directoryEntries(stations: string[]): DirectoryEntry[] {
  const facts: ImportedFacts = {
    site: {
      ...{ site: SITE, name: 'Lab', timezone: 'Europe/Paris', currency: 'EUR', billing: 'share' },
      ...{ opening: null, link_loss_s: 28_800 },
    },
    ...{ issuers: [], categories: [], organisations: [], tariffs: [], pools: [], profiles: [profile] },
    machines: stations.map(id => ({
      ...{ id: `m-${id}`, name: id, kind: 'lockstitch', profile: 'servo', qualification: null },
      ...{ sensor: 'current', takeover: 'when-idle', sample_ms: 1_000, place: null },
    })),
    members: [
      {
        ...{ id: 'awa', category: null, organisation: null, joined: '2025-01-01', left: null, suspended: false },
        ...{ activity_started: null, charter_signed: '2025-01-01', qualifications: [], language: 'en' },
      },
    ],
    badges: [{ badge: 'a'.repeat(64), member: 'awa', blocked: false, valid_from_ms: null, valid_until_ms: null }],
  }
  return [
    { type: 'import', facts },
    ...stations.map(id => ({ type: 'station-added', station: id, machine: `m-${id}`, epoch: 1 }) as const),
  ]
}
