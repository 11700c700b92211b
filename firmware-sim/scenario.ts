/**
 * The file `--scenario` names: one workshop to imitate. Written by whoever starts the simulator (`navette demo`,
 * `navette simulate`), checked here, trusted inside.
 */
import * as z from 'zod'

const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
const natural = z.int().min(0)

/** What the station is told about its machine before any `config` arrives (contract §1 `config`, §3 profile). */
const Profile = z.looseObject({
  idle_mA: natural.default(0),
  run_mA: natural.default(0),
  run_on_mA: natural.default(0),
  run_off_mA: natural.default(0),
  min_on_ms: natural.default(0),
  hold_ms: natural.default(3_000),
})

/** A station of bought parts, as gateway.json composes it; any part may be missing. */
const Parts = z.object({
  reader: z.object({ driver: z.enum(['rdm6300', 'uid-lines']) }).optional(),
  meter: z
    .discriminatedUnion('driver', [
      z.object({
        driver: z.enum(['pzem-004t', 'sdm120']),
        /** a name: meters that share it share one line */
        bus: z.string(),
        address: z.int().min(1).max(247),
      }),
      z.object({ driver: z.enum(['shelly', 'tasmota']), plug: Slug }),
    ])
    .optional(),
  relay: z
    .discriminatedUnion('driver', [
      z.object({ driver: z.literal('lcus-1') }),
      z.object({ driver: z.enum(['shelly', 'tasmota']), plug: Slug }),
    ])
    .optional(),
})

const Plug = z.object({ id: Slug, principal: z.string(), token: z.string() })

const Station = z.looseObject({
  station: Slug,
  /** `<site>.<id>`: clientId and username in one. Needed where the station speaks MQTT itself. */
  principal: z.string().optional(),
  token: z.string().optional(),
  machine: Slug,
  /** Free text, as in the atelier file; see world/loads.ts for what it is taken to be. */
  kind: z.string(),
  /** `parts`: a gateway is its firmware; here are only reader, meter and relay. */
  transport: z.enum(['mqtt', 'serial', 'parts']),
  parts: Parts.optional(),
  sensor: z.enum(['none', 'current', 'power', 'energy']),
  /** true: the station measures at 10 Hz and sends `running_ms`; false: RMS values only. */
  register: z.boolean(),
  profile: Profile.default({ idle_mA: 0, run_mA: 0, run_on_mA: 0, run_off_mA: 0, min_on_ms: 0, hold_ms: 3_000 }),
  sample_ms: z.int().min(100).max(3_600_000).default(1_000),
})

const Member = z.looseObject({
  id: Slug,
  /** Raw UIDs in hex, as a reader sees them. */
  badges: z.array(z.string().regex(/^([0-9A-Fa-f]{2}){4,10}$/)).min(1),
  machines: z.array(Slug),
  /** Whether the stations' offline lists name this person; who is not on them cannot have worked in the past part. */
  offline_listed: z.boolean().default(true),
  /** When they joined: before it nobody of that name came. */
  from_ms: natural.default(0),
})

const Opening = z.object({
  days: z.array(z.int().min(1).max(7)),
  from: z.string().regex(/^\d\d:\d\d$/),
  to: z.string().regex(/^\d\d:\d\d$/),
})

const Past = z
  .object({ from_ms: natural, to_ms: natural, sample_ms: z.int().min(1_000).max(3_600_000).default(300_000) })
  .refine(past => past.to_ms > past.from_ms, { message: 'to_ms must be after from_ms', path: ['to_ms'] })

export const Scenario = z.looseObject({
  site: Slug,
  /** 32 bytes as 64 hex digits (contract §1 `badge`). */
  badge_key: z.string().regex(/^[0-9a-f]{64}$/),
  /** host:port of the broker; needed as soon as one station speaks MQTT. */
  mqtt: z.string().optional(),
  /** Directory for the stable names of the parts' serial ports, as /dev/serial/by-id: they outlive an unplugging. */
  ports: z.string().optional(),
  /** Plugs that parts name, each with the credential it was paired with. */
  plugs: z.array(Plug).default([]),
  seed: z.int().default(1),
  timezone: z.string().default('Europe/Paris'),
  /** When people come in the past part. The live part does not wait for opening time. */
  opening: z.array(Opening).default([{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }]),
  /** `busy`: things happen within seconds, for a demonstration; `ordinary`: a working day as it is. */
  tempo: z.enum(['busy', 'ordinary']).default('busy'),
  stations: z.array(Station).min(1),
  members: z.array(Member),
  /** Order references people work for in the past part; absent: for themselves alone. */
  orders: z.array(z.string().min(1).max(64)).optional(),
  past: Past.optional(),
})

export type Scenario = z.infer<typeof Scenario>
export type StationSpec = Scenario['stations'][number]
export type PartsSpec = z.infer<typeof Parts>
export type PlugSpec = z.infer<typeof Plug>
export type MemberSpec = Scenario['members'][number]

export type ParsedScenario = { kind: 'ok'; scenario: Scenario } | { kind: 'refused'; problems: string[] }

/** Everything that is wrong with it, each with its path; nothing starts on half a scenario. */
export const parseScenario = (value: unknown): ParsedScenario => {
  const parsed = Scenario.safeParse(value)
  if (!parsed.success) {
    return { kind: 'refused', problems: parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`) }
  }
  const scenario = parsed.data
  const problems: string[] = []
  const seen = new Set<string>()
  scenario.stations.forEach((station, i) => {
    if (seen.has(station.station)) problems.push(`stations.${i}.station: ${station.station} appears twice`)
    seen.add(station.station)
    if (station.transport === 'mqtt' && (!station.token || !station.principal || !scenario.mqtt)) {
      problems.push(`stations.${i}: an mqtt station needs principal, token and the scenario's mqtt address`)
    }
    if (station.transport === 'parts') problems.push(...problemsOfParts(scenario, station, `stations.${i}`))
    if (station.register && station.sensor === 'none') {
      problems.push(`stations.${i}.register: without a sensor nothing can be registered`)
    }
  })
  const machines = new Set(scenario.stations.map(station => station.machine))
  scenario.members.forEach((member, i) => {
    for (const machine of member.machines) {
      if (!machines.has(machine)) problems.push(`members.${i}.machines: no station for machine ${machine}`)
    }
  })
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'ok', scenario }
}

function problemsOfParts(scenario: Scenario, { parts }: StationSpec, path: string): string[] {
  if (parts === undefined) return [`${path}.parts: a station of parts names them`]
  const { reader, meter, relay } = parts
  const problems: string[] = []
  const on_ports = reader !== undefined || relay?.driver === 'lcus-1' || (meter !== undefined && 'bus' in meter)
  if (on_ports && scenario.ports === undefined) problems.push(`${path}.parts: the scenario names no directory of ports`)
  for (const part of [meter, relay]) {
    if (part === undefined || !('plug' in part)) continue
    if (!scenario.mqtt) problems.push(`${path}.parts: a plug needs the scenario's mqtt address`)
    if (!scenario.plugs.some(({ id }) => id === part.plug)) problems.push(`${path}.parts: no plug ${part.plug}`)
  }
  return problems
}
