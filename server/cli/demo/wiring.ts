/**
 * How a machine of an example atelier is wired: field `wiring` of its file, read by the demonstration alone. A bought part is
 * written as in gateway.json, without the port: the simulated parts have theirs.
 */
import { join } from 'node:path'
import * as z from 'zod'

const BusMeter = z.looseObject({ driver: z.string(), bus: z.string(), address: z.int() })
const OfPlug = z.looseObject({ driver: z.string(), plug: z.string() })
const OnPort = z.looseObject({ driver: z.string() })
const Parts = z.object({
  reader: OnPort.optional(),
  meter: z.union([OfPlug, BusMeter]).optional(),
  relay: z.union([OfPlug, OnPort]).optional(),
})
export type Parts = z.infer<typeof Parts>
/** Word of the transport of a station that is its own firmware, or the parts it is composed of. */
const Wiring = z.union([z.enum(['serial', 'mqtt']), Parts])
export type Wiring = z.infer<typeof Wiring>

const Wired = z.looseObject({ wiring: Wiring.optional() })

/** Machines on the bench by the door hang on the gateway's serial ports; the others have Wi-Fi. */
const BY_TURNS = ['serial', 'mqtt'] as const

export function wiringOf(machine: object, index: number): Wiring {
  return Wired.parse(machine).wiring ?? BY_TURNS[index % BY_TURNS.length] ?? 'serial'
}

/** The plugs that parts name, each once. */
export function plugsOf(wirings: readonly Wiring[]): string[] {
  const parts = wirings.filter(wiring => typeof wiring === 'object')
  const named = parts.flatMap(({ meter, relay }) => [meter, relay]).filter(part => part !== undefined)
  return [...new Set(named.flatMap(part => ('plug' in part ? [String(part.plug)] : [])))]
}

/** Its entry in gateway.json; `ports` is the directory of stable names. */
export function composedStation(id: string, { reader, meter, relay }: Parts, ports: string): object {
  const bus = (part: NonNullable<Parts['meter']>) => ('plug' in part ? part : { ...part, bus: join(ports, part.bus) })
  return {
    id,
    ...(reader === undefined ? {} : { reader: { ...reader, port: join(ports, `${id}-reader`) } }),
    ...(meter === undefined ? {} : { meter: bus(meter) }),
    ...(relay === undefined ? {} : { relay: 'plug' in relay ? relay : { ...relay, port: join(ports, `${id}-relay`) } }),
  }
}
