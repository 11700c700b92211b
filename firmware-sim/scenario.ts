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

const Station = z.looseObject({
  station: Slug,
  /** `<site>.<id>`: clientId and username in one. Needed where the station speaks MQTT itself. */
  principal: z.string().optional(),
  token: z.string().optional(),
  machine: Slug,
  /** Free text, as in the atelier file; see world/loads.ts for what it is taken to be. */
  kind: z.string(),
  transport: z.enum(['mqtt', 'serial']),
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
  seed: z.int().default(1),
  timezone: z.string().default('Europe/Paris'),
  /** When people come in the past month. The live part does not wait for opening time. */
  opening: z.array(Opening).default([{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }]),
  /** `busy`: things happen within seconds, for a demonstration; `ordinary`: a working day as it is. */
  tempo: z.enum(['busy', 'ordinary']).default('busy'),
  stations: z.array(Station).min(1),
  members: z.array(Member),
  past: Past.optional(),
})

export type Scenario = z.infer<typeof Scenario>
export type StationSpec = Scenario['stations'][number]
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
