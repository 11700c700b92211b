/** One message from the server: to its station's port, and `config` and `list` also to disk. */

import type { Logger } from 'pino'
import * as z from 'zod'
import { DownlinkSchemas } from '#server/contract/downlink.ts'
import { parseTopic } from '#server/contract/topics.ts'
import { isKeptType, type KeptDownlink } from './kept.ts'

export type DownTarget = { send(type: string, payload: Record<string, unknown>): void }
export type RouterParts = {
  site: string
  stations: ReadonlyMap<string, DownTarget>
  kept: Pick<KeptDownlink, 'put' | 'drop'>
  log: Logger
}

const AnyPayload = z.looseObject({})

export function routeDown(parts: RouterParts, topic: string, payload: Uint8Array): void {
  const address = parseTopic(topic)
  const station = address === null ? undefined : parts.stations.get(address.station)
  if (address === null || station === undefined || address.site !== parts.site || address.direction !== 'down') {
    parts.log.debug({ topic }, 'down message for none of our stations')
    return
  }
  const { station: id, type } = address
  if (payload.length === 0) {
    if (isKeptType(type)) onDisk(parts, topic, () => parts.kept.drop(id, type))
    return
  }
  const parsed = parsePayload(type, payload)
  if (parsed === null) {
    parts.log.error({ topic }, 'down message is malformed; dropped')
    return
  }
  if (isKeptType(type)) onDisk(parts, topic, () => parts.kept.put(id, type, parsed))
  station.send(type, parsed)
}

/** A disk that is full keeps nothing, and stops nobody: the server says it again with the next connection. */
function onDisk({ log }: RouterParts, topic: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    log.error({ topic, error: error instanceof Error ? error.message : String(error) }, 'cannot keep it on disk')
  }
}

/** Known types as the contract has them; unknown ones, from a newer server, as they are. */
function parsePayload(type: string, payload: Uint8Array): Record<string, unknown> | null {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(payload).toString('utf8'))
  } catch {
    return null
  }
  const known = Object.entries(DownlinkSchemas).find(([name]) => name === type)
  if (known !== undefined && !known[1].safeParse(value).success) return null
  return AnyPayload.safeParse(value).data ?? null
}
