/** Vectors after Tasmota's documentation and source comments, units converted by hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tasmota } from './codec.ts'

const hear = (topic: string, value: unknown) => tasmota.hear(topic, Buffer.from(JSON.stringify(value)))
const ENERGY = {
  ...{ TotalStartTime: '2018-10-30T17:09:47', Total: 2.684, Yesterday: 0.02, Today: 0.006, Period: 0.04, Power: 0.49 },
  ...{ ApparentPower: 4.71, ReactivePower: 4.7, Factor: 0.1, Frequency: 50.04, Voltage: 226.3, Current: 0.021 },
}

describe('what it reports', () => {
  it('2.684 kWh are 2 684 Wh, 0.021 A are 21 mA, as telemetry and asked for', () => {
    const heard = { kind: 'status', status: { current_mA: 21, power_W: 0.49, energy_Wh: 2_684 } }
    expect(hear('tele/SENSOR', { Time: '2018-10-30T18:00:00', ENERGY })).toEqual(heard)
    expect(hear('stat/STATUS10', { StatusSNS: { Time: '2018-10-30T18:00:00', ENERGY } })).toEqual(heard)
  })

  it.each([
    ['0.001 kWh', { Total: 0.001 }, { energy_Wh: 1 }],
    ['8.192 kWh, no binary fraction', { Total: 8.192 }, { energy_Wh: 8_192 }],
    ['a total that was reset', { Total: 0 }, { energy_Wh: 0 }],
    ['null', { Power: null, Current: null, Total: null }, {}],
    ['a plug without current', { Power: 40 }, { power_W: 40 }],
  ])('%s', (_name, energy, status) => {
    expect(hear('tele/SENSOR', { ENERGY: energy })).toEqual({ kind: 'status', status })
  })

  it.each([
    ['tele/STATE', { Time: '…', UptimeSec: 11, POWER: 'ON', Wifi: { RSSI: 30 } }, true],
    ['stat/RESULT', { POWER: 'OFF' }, false],
    ['stat/RESULT', { POWER1: 'ON' }, true],
  ])('the relay on %s', (topic, value, output) => {
    expect(hear(topic, value)).toEqual({ kind: 'status', status: { output } })
  })

  it('its birth and its will', () => {
    expect(tasmota.hear('tele/LWT', Buffer.from('Online'))).toEqual({ kind: 'online', online: true })
    expect(tasmota.hear('tele/LWT', Buffer.from('Offline'))).toEqual({ kind: 'online', online: false })
  })

  it.each([
    ['no JSON', 'tele/SENSOR', '{"ENERGY":{'],
    ['three phases', 'tele/SENSOR', '{"ENERGY":{"Current":[1,2,3]}}'],
    ['words', 'tele/SENSOR', '{"ENERGY":{"Power":"nan"}}'],
    ['an impossible current', 'stat/STATUS10', '{"StatusSNS":{"ENERGY":{"Current":5000}}}'],
    ['a list', 'stat/RESULT', '[]'],
    ['nothing', 'tele/STATE', ''],
  ])('%s is garbage, and said so', (_name, topic, payload) => {
    expect(tasmota.hear(topic, Buffer.from(payload)).kind).toBe('garbage')
  })

  it.each([
    ['a sensor without a meter', 'tele/SENSOR', { Time: '…', DS18B20: { Temperature: 20.6 } }],
    ['an unknown command', 'stat/RESULT', { Command: 'Unknown' }],
    ['our own command, which comes back', 'cmnd/POWER', 'ON'],
  ])('%s is nothing to us', (_name, topic, value) => {
    expect(hear(topic, value)).toEqual({ kind: 'other' })
  })

  it('never throws, whatever comes', () => {
    const topics = fc.constantFrom('tele/SENSOR', 'tele/STATE', 'stat/RESULT', 'stat/STATUS10', 'tele/LWT')
    const payloads = fc.oneof(
      fc.uint8Array(),
      fc.json().map(text => Buffer.from(text)),
    )
    fc.assert(fc.property(topics, payloads, (topic, payload) => typeof tasmota.hear(topic, payload).kind === 'string'))
  })
})

describe('settings', () => {
  it.each([
    ['PowerOnState', 0],
    ['SetOption0', 'OFF'],
    ['SetOption73', 'ON'],
    ['SetOption114', 'ON'],
    ['PowerRetain', 'OFF'],
    ['PulseTime1', { Set: 0, Remaining: 0 }],
    ['PulseTime1', '0 (Active 0)'],
    ['Timers', 'OFF'],
    ['MaxPower', 0],
    ['Rule1', { State: 'OFF', Once: 'OFF', Length: 0 }],
    ['Rule3', 'OFF'],
  ])('%s %j is safe', (name, value) => {
    expect(hear('stat/RESULT', { [name]: value })).toEqual({ kind: 'setting', name, unsafe: null })
  })

  it.each([
    ['PowerOnState', 3],
    ['PowerOnState', 1],
    ['PowerOnState', null],
    ['SetOption0', 'ON'],
    ['SetOption73', 'OFF'],
    ['PowerRetain', 'ON'],
    ['PulseTime1', { Set: 113, Remaining: 0 }],
    ['Timers', 'ON'],
    ['MaxPower', 2_000],
    ['Rule2', { State: 'ON' }],
  ])('%s %j is unsafe', (name, value) => {
    expect(hear('stat/RESULT', { [name]: value })).toEqual({ kind: 'setting', name, unsafe: expect.any(String) })
  })

  it('asks with an empty command, writes each safe value, and never the relay', () => {
    expect(tasmota.read[0]).toEqual({ topic: 'cmnd/PowerOnState', payload: '' })
    expect(tasmota.write).toContainEqual({ topic: 'cmnd/PowerOnState', payload: '0' })
    expect(tasmota.write.map(({ topic }) => topic)).not.toContain('cmnd/POWER')
    // a build without power limits does not answer for MaxPower
    expect(tasmota.settings).not.toContain('MaxPower')
  })
})
