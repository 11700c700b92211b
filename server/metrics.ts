/** What /metrics tells beside the process's own figures (Prometheus). Read when asked, so that nothing is counted twice. */
import { Gauge, type Registry } from 'prom-client'

export type Observed = {
  ledger: { counts(): Promise<{ messages: number; quarantined: number; late: number; gaps: number; sessions: number }> }
  broker: { connected(): number }
  ingest: { accepting(): boolean; machines(): { view: { state: string } }[] }
  follower: { lag(): number | null }
}

export function observe(register: Registry, { ledger, broker, ingest, follower }: Observed): void {
  const counts = ['messages', 'quarantined', 'late', 'gaps', 'sessions'] as const
  const ledgerGauge: Gauge<'what'> = new Gauge({
    name: 'navette_ledger_rows',
    help: 'Committed messages, quarantine, late messages, gaps and sessions',
    labelNames: ['what'],
    registers: [register],
    async collect() {
      const now = await ledger.counts()
      for (const what of counts) ledgerGauge.set({ what }, now[what])
    },
  })
  const machineGauge: Gauge<'state'> = new Gauge({
    name: 'navette_machines',
    help: 'Machines by state',
    labelNames: ['state'],
    registers: [register],
    collect() {
      machineGauge.reset()
      for (const { view } of ingest.machines()) machineGauge.inc({ state: view.state })
    },
  })
  gauge(register, 'navette_mqtt_clients', 'Connected MQTT clients', () => broker.connected())
  gauge(register, 'navette_accepting', '1 while messages can be committed', () => Number(ingest.accepting()))
  gauge(
    register,
    'navette_telemetry_lag_entries',
    'Journal entries the telemetry store is behind',
    () => follower.lag() ?? Number.NaN,
  )
}

/** Screens on the live feed. */
export function observeScreens(
  register: Registry,
  live: { load(): { screens: number; waiting_bytes_max: number } },
): void {
  gauge(register, 'navette_screens', 'Screens on the live feed', () => live.load().screens)
  const waits = 'Bytes that wait for the slowest screen'
  gauge(register, 'navette_screen_waiting_bytes', waits, () => live.load().waiting_bytes_max)
}

function gauge(register: Registry, name: string, help: string, read: () => number): void {
  const own: Gauge = new Gauge({ name, help, registers: [register], collect: () => own.set(read()) })
}
