/** Topic names of the MQTT surface, contract §1. One place builds and reads them. */
import * as z from 'zod'

/** A slug names sites, stations, machines, members and everything else a person types. */
export const SLUG_PATTERN = /^[a-z0-9][a-z0-9-]{0,31}$/
export const Slug = z.string().regex(SLUG_PATTERN)

export const TOPIC_ROOT = 'navette/1'

/** `packet payload + topic` may not exceed this many bytes, before and after authentication. */
export const PACKET_LIMIT_BYTES_MAX = 16_384

export type Direction = 'up' | 'down'
export type StationTopic = { site: string; station: string; direction: Direction; type: string }

/** Reads `navette/1/<site>/<station>/<up|down>/<type>`; null when it is anything else. */
export function parseTopic(topic: string): StationTopic | null {
  const parts = topic.split('/')
  if (parts.length !== 6 || parts[0] !== 'navette' || parts[1] !== '1') return null
  const [, , site, station, direction, type] = parts
  if (site === undefined || station === undefined || type === undefined) return null
  if (direction !== 'up' && direction !== 'down') return null
  if (!SLUG_PATTERN.test(site) || !SLUG_PATTERN.test(station) || type === '') return null
  return { site, station, direction, type }
}

export const upTopic = (site: string, station: string, type: string): string =>
  `${TOPIC_ROOT}/${site}/${station}/up/${type}`

export const downTopic = (site: string, station: string, type: string): string =>
  `${TOPIC_ROOT}/${site}/${station}/down/${type}`

/** What a paired plug and its gateway say to each other: `plug/<site>/<id>/…`, the plug's own dialect below it. */
export const plugTopic = (site: string, plug: string, rest: string): string => `plug/${site}/${plug}/${rest}`

/** Reads a topic, or a filter that matches nothing outside of one plug's; null when it is anything else. */
export function parsePlugTopic(topic: string): { site: string; plug: string; rest: string } | null {
  const [root, site, plug, ...rest] = topic.split('/')
  if (root !== 'plug' || site === undefined || plug === undefined || rest.length === 0) return null
  if (!SLUG_PATTERN.test(site) || !SLUG_PATTERN.test(plug)) return null
  return { site, plug, rest: rest.join('/') }
}

/** The principal is clientId and username in one: `<site>.<id>`. */
export const principalOf = (site: string, id: string): string => `${site}.${id}`
