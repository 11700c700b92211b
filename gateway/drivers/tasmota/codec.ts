/**
 * Tasmota (tasmota.github.io/docs, "MQTT" and "Commands"), its FullTopic set to `plug/<site>/<id>/%prefix%/`: without
 * `%topic%` it subscribes to nothing but its own commands. Telemetry on `tele/SENSOR` and `tele/STATE`, answers on
 * `stat/RESULT` and `stat/STATUS10`, commands on `cmnd/<command>`, an empty one asks.
 */
import * as z from 'zod'
import { measured, type PlugCodec, type PlugHeard, type PlugStatus, parseJson } from '../plug.ts'
import { SETTINGS } from './settings.ts'

const Measured = z.number().nullish()
const Energy = z.object({
  /** W */
  Power: Measured,
  /** A */
  Current: Measured,
  /** kWh; kept in flash every hour, so that it may step back after a power loss */
  Total: Measured,
})
const Sensor = z.object({ ENERGY: z.unknown().optional() })
/** `Status 10`, the same while nobody waits for the period. */
const StatusSensor = z.object({ StatusSNS: Sensor })
const Anything = z.record(z.string(), z.unknown())

export const tasmota: PlugCodec = {
  ask: [
    { topic: 'cmnd/STATUS', payload: '10' },
    { topic: 'cmnd/POWER', payload: '' },
  ],
  power: on => ({ topic: 'cmnd/POWER', payload: on ? 'ON' : 'OFF' }),
  settings: SETTINGS.flatMap(({ command, optional }) => (optional ? [] : [command])),
  read: SETTINGS.map(({ command }) => ({ topic: `cmnd/${command}`, payload: '' })),
  write: SETTINGS.map(({ command, safe }) => ({ topic: `cmnd/${command}`, payload: safe })),
  hear(topic, payload) {
    switch (topic) {
      case 'tele/LWT':
        return { kind: 'online', online: Buffer.from(payload).toString('utf8') === 'Online' }
      case 'tele/SENSOR':
        return sensed(Sensor.safeParse(parseJson(payload)).data)
      case 'stat/STATUS10':
        return sensed(StatusSensor.safeParse(parseJson(payload)).data?.StatusSNS)
      case 'tele/STATE':
      case 'stat/RESULT':
        return said(parseJson(payload))
      default:
        return { kind: 'other' }
    }
  },
}

function sensed(sensor: z.infer<typeof Sensor> | undefined): PlugHeard {
  if (sensor === undefined) return { kind: 'garbage', why: 'telemetry that is none' }
  if (sensor.ENERGY === undefined) return { kind: 'other' }
  const { success, data } = Energy.safeParse(sensor.ENERGY)
  // Several phases come as lists.
  if (!success) return { kind: 'garbage', why: 'an ENERGY that is none of one phase' }
  const { Power, Current, Total } = data
  const status = measured({ current_A: Current, power_W: Power, energy_Wh: Total == null ? null : Total * 1_000 })
  if (status === null) return { kind: 'garbage', why: `it reads ${Current} A, ${Total} kWh` }
  return { kind: 'status', status }
}

/** `RESULT` answers every command: a setting, or the relay, as `STATE` tells it too. */
function said(raw: unknown): PlugHeard {
  const { success, data } = Anything.safeParse(raw)
  if (!success) return { kind: 'garbage', why: 'a result that is none' }
  const setting = SETTINGS.find(({ command }) => command in data)
  if (setting !== undefined) {
    const unsafe = setting.judge(data[setting.command]) ? null : setting.unsafe
    return { kind: 'setting', name: setting.command, unsafe }
  }
  const output = data.POWER ?? data.POWER1
  if (output !== 'ON' && output !== 'OFF') return { kind: 'other' }
  const status: PlugStatus = { output: output === 'ON' }
  return { kind: 'status', status }
}
