/** A link for each plug that gateway.json names, bound to the station it meters or switches for. */
import type { Logger } from 'pino'
import { plugTopic } from '#server/contract/topics.ts'
import { type GatewayConfig, isComposed, isPlug, type PlugMeterConfig, type PlugRelayConfig } from '../config.ts'
import type { PlugMessage } from '../drivers/plug.ts'
import { PLUGS } from '../drivers/registry.ts'
import type { ComposedStation } from '../station/composed-station.ts'
import { PlugLink } from './link.ts'

type Named = { station: ComposedStation; meter: PlugMeterConfig | null; relay: PlugRelayConfig | null }

export function plugLinks(
  config: GatewayConfig,
  composed: ComposedStation[],
  say: (plug: string, message: PlugMessage) => boolean,
  log: Logger,
): Map<string, PlugLink> {
  const named = config.stations.filter(isComposed).flatMap(({ id, meter: any_meter, relay: any_relay }): Named[] => {
    const station = composed.find(one => one.id === id)
    if (station === undefined) return []
    const meter = any_meter !== undefined && isPlug(any_meter) ? any_meter : null
    const relay = any_relay !== undefined && isPlug(any_relay) ? any_relay : null
    if (meter === null || relay === null || meter.plug === relay.plug) return [{ station, meter, relay }]
    const two: Named[] = [
      { station, meter, relay: null },
      { station, meter: null, relay },
    ]
    return two
  })
  return new Map(
    named.flatMap(({ station, meter, relay }) => {
      const part = meter ?? relay
      if (part === null) return []
      const { driver, plug } = part
      const link = new PlugLink({
        id: plug,
        codec: PLUGS[driver](plugTopic(config.site, plug, '').slice(0, -1)),
        say: message => say(plug, message),
        meters: meter !== null,
        relay: relay === null ? null : { supply: relay.supply },
        listener: listenerOf(station, meter !== null, relay !== null),
        log: log.child({ station: station.id, plug }),
      })
      return [[plug, link] as const]
    }),
  )
}

function listenerOf(
  station: ComposedStation,
  meters: boolean,
  switches: boolean,
): ConstructorParameters<typeof PlugLink>[0]['listener'] {
  const meter = station.meter()
  return {
    onReading: reading => {
      if (meters) meter.onReading(reading)
    },
    onLost: (why, detail) => {
      if (meters) meter.onLost(why, detail)
    },
    onUse: ({ use }) => {
      if (switches) station.plugRelay(use === 'switch')
    },
    onOutput: output => {
      if (switches) station.plugOutput(output)
    },
  }
}
