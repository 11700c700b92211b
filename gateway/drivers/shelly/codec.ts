/**
 * Shelly Gen2 and later (Shelly API documentation, "MQTT", "Notifications", "RPC Protocol", "Switch"), its topic prefix set
 * to `plug/<site>/<id>`: notifications on `events/rpc` and `status/switch:0`, requests on `rpc`, and answers on
 * `<src>/rpc`, where `src` is ours to choose: it lies under the same prefix, because the plug may publish nowhere else.
 */
import * as z from 'zod'
import { measured, type PlugCodec, type PlugHeard, type PlugMessage, parseJson } from '../plug.ts'
import { SETTINGS } from './settings.ts'

/** Below the plug's prefix: where its answers to the gateway come. */
const ANSWERS = 'gateway'
const SWITCH = 'switch:0'

const SwitchStatus = z.object({
  output: z.boolean().nullish(),
  /** W */
  apower: z.number().nullish(),
  /** A */
  current: z.number().nullish(),
  /** Wh since the counter was last reset */
  aenergy: z.object({ total: z.number().nullish() }).nullish(),
})
const Notification = z.object({ method: z.string(), params: z.record(z.string(), z.unknown()).optional() })
const Answer = z.object({
  id: z.union([z.string(), z.number()]),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string().optional() }).optional(),
})

export function shelly(prefix: string): PlugCodec {
  const src = `${prefix}/${ANSWERS}`
  // The answer carries the id: named after what was asked, it needs no table of open questions.
  const request = (id: string, method: string, params?: object): PlugMessage => ({
    topic: 'rpc',
    payload: JSON.stringify({ id, src, method, ...(params === undefined ? {} : { params }) }),
  })
  return {
    ask: [request('status', 'Switch.GetStatus', { id: 0 })],
    power: on => request('power', 'Switch.Set', { id: 0, on }),
    settings: SETTINGS.map(({ name }) => name),
    read: SETTINGS.map(({ name, read: { method, params } }) => request(name, method, params)),
    write: SETTINGS.flatMap(({ name, write }) =>
      write.map(({ method, params }) => request(`write-${name}`, method, params)),
    ),
    hear,
  }
}

function hear(topic: string, payload: Uint8Array): PlugHeard {
  switch (topic) {
    case 'online':
      return { kind: 'online', online: Buffer.from(payload).toString('utf8') === 'true' }
    case `status/${SWITCH}`:
      return statusOf(parseJson(payload))
    case 'events/rpc':
      return notified(parseJson(payload))
    case `${ANSWERS}/rpc`:
      return answered(parseJson(payload))
    default:
      return { kind: 'other' }
  }
}

function notified(raw: unknown): PlugHeard {
  const { success, data } = Notification.safeParse(raw)
  if (!success) return { kind: 'garbage', why: 'a notification that is none' }
  if (data.method !== 'NotifyStatus' && data.method !== 'NotifyFullStatus') return { kind: 'other' }
  const status = data.params?.[SWITCH]
  return status === undefined ? { kind: 'other' } : statusOf(status)
}

function statusOf(raw: unknown): PlugHeard {
  const { success, data } = SwitchStatus.safeParse(raw)
  if (!success) return { kind: 'garbage', why: 'a switch status that is none' }
  const { output, current, apower, aenergy } = data
  const status = measured({ current_A: current, power_W: apower, energy_Wh: aenergy?.total })
  if (status === null) return { kind: 'garbage', why: `it reads ${current} A, ${aenergy?.total} Wh` }
  return { kind: 'status', status: { ...status, ...(output == null ? {} : { output }) } }
}

function answered(raw: unknown): PlugHeard {
  const { success, data } = Answer.safeParse(raw)
  if (!success) return { kind: 'garbage', why: 'an answer that is none' }
  const { id, result, error } = data
  if (id === 'status' && error === undefined) return statusOf(result)
  const setting = SETTINGS.find(({ name }) => name === id)
  if (setting === undefined) return { kind: 'other' }
  return { kind: 'setting', name: setting.name, unsafe: setting.judge(error === undefined ? result : undefined) }
}
