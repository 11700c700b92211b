/** `check`: opens each port, asks each plug, listens for some seconds, shows what comes and says what is wrong. */
import type { Logger } from 'pino'
import { type GatewayConfig, isComposed, isNative } from '../config.ts'
import { DoorLink } from './door-link.ts'
import { plugProbes } from './plug-probe.ts'
import { type Live, meterProbes, nativeProbe, readerProbe, relayProbe } from './probes.ts'
import type { PartReport } from './report.ts'
import { ServerLink } from './server-link.ts'

export async function check(config: GatewayConfig, for_ms: number, live: Live, log: Logger): Promise<PartReport[]> {
  const composed = config.stations.filter(isComposed)
  const server = new ServerLink(config)
  const door = config.plugs === undefined ? null : new DoorLink(config, config.plugs)
  const linkOf = (plug: string) => (door?.has(plug) ? door : server)
  const probes = [
    server,
    ...(door === null ? [] : [door]),
    ...config.stations.filter(isNative).map(station => nativeProbe(station, live, log)),
    ...composed.flatMap(station => readerProbe(station, live, log)),
    ...meterProbes(composed, live, log),
    ...composed.flatMap(station => relayProbe(station, log)),
    ...plugProbes(composed, config.site, linkOf, live),
  ]
  for (const probe of probes) probe.start()
  await new Promise(resolve => setTimeout(resolve, for_ms))
  const reports = probes.flatMap(probe => probe.reports())
  await Promise.all(probes.map(probe => probe.stop()))
  return reports
}
