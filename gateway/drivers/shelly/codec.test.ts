/** Vectors after the Shelly API documentation, units converted by hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shelly } from './codec.ts'

const codec = shelly('plug/lab/p1')
const hear = (topic: string, value: unknown) => codec.hear(topic, Buffer.from(JSON.stringify(value)))
const notify = (params: unknown, method = 'NotifyStatus') => hear('events/rpc', { src: 'x', dst: 'y', method, params })

describe('what it reports', () => {
  it.each([
    ['a change of power', { apower: 8.6 }, { power_W: 8.6 }],
    ['a change of current: 0.667 A', { current: 0.667 }, { current_mA: 667 }],
    ['energy: 267.813 Wh', { aenergy: { total: 267.813, by_minute: [1, 2, 3] } }, { energy_Wh: 268 }],
    ['the relay', { output: true, source: 'MQTT' }, { output: true }],
    ['generation into the mains, which is a wire the wrong way round', { apower: -12.5 }, { power_W: 12.5 }],
    ['null for what it cannot measure', { apower: null, current: null, aenergy: null, voltage: null }, {}],
    ['a counter that was reset', { aenergy: { total: 0 } }, { energy_Wh: 0 }],
  ])('%s', (_name, changed, status) => {
    expect(notify({ ts: 1_682_952_866.5, 'switch:0': { id: 0, ...changed } })).toEqual({ kind: 'status', status })
  })

  it('the whole status, on its own topic, in a full notification and as an answer', () => {
    const whole = {
      ...{ id: 0, source: 'loopback', output: true, apower: 10.7, voltage: 120.7, current: 0.133 },
      ...{ aenergy: { total: 46_791.262 }, temperature: { tC: 47.9, tF: 118.3 } },
    }
    const heard = { kind: 'status', status: { output: true, power_W: 10.7, current_mA: 133, energy_Wh: 46_791 } }
    expect(hear('status/switch:0', whole)).toEqual(heard)
    expect(notify({ 'switch:0': whole, wifi: {} }, 'NotifyFullStatus')).toEqual(heard)
    expect(hear('gateway/rpc', { id: 'status', src: 'x', dst: 'plug/lab/p1/gateway', result: whole })).toEqual(heard)
  })

  it.each([
    ['true', true],
    ['false', false],
  ])('online: %s', (word, online) => {
    expect(codec.hear('online', Buffer.from(word))).toEqual({ kind: 'online', online })
  })

  it.each([
    ['another component', 'events/rpc', { method: 'NotifyStatus', params: { 'input:0': { state: true } } }],
    ['an event', 'events/rpc', { method: 'NotifyEvent', params: { events: [] } }],
    ['our own request, which comes back', 'rpc', { id: 'power', method: 'Switch.Set' }],
    ['the answer to a command', 'gateway/rpc', { id: 'power', result: { was_on: false } }],
  ])('%s is nothing to us', (_name, topic, value) => {
    expect(hear(topic, value)).toEqual({ kind: 'other' })
  })

  it.each([
    ['no JSON', 'events/rpc', Buffer.from('{"method":')],
    ['a number as words', 'status/switch:0', Buffer.from('{"apower":"a lot"}')],
    ['a current nobody can draw', 'status/switch:0', Buffer.from('{"current":1000000}')],
    ['negative energy', 'status/switch:0', Buffer.from('{"aenergy":{"total":-1}}')],
    ['nothing', 'gateway/rpc', Buffer.alloc(0)],
  ])('%s is garbage, and said so', (_name, topic, payload) => {
    expect(codec.hear(topic, payload).kind).toBe('garbage')
  })

  it('never throws, whatever comes', () => {
    const topics = fc.constantFrom('events/rpc', 'status/switch:0', 'gateway/rpc', 'online', 'rpc')
    const payloads = fc.oneof(
      fc.uint8Array(),
      fc.json().map(text => Buffer.from(text)),
    )
    fc.assert(fc.property(topics, payloads, (topic, payload) => typeof codec.hear(topic, payload).kind === 'string'))
  })
})

describe('what it is told', () => {
  it('switches by Switch.Set, answers coming below its own prefix', () => {
    const { topic, payload } = codec.power(true)
    expect(topic).toBe('rpc')
    expect(JSON.parse(payload)).toEqual({
      ...{ id: 'power', src: 'plug/lab/p1/gateway', method: 'Switch.Set', params: { id: 0, on: true } },
    })
  })

  it('writes nothing that could close the relay', () => {
    const written = codec.write.map(({ payload }) => JSON.parse(payload) as { method: string; params?: object })
    expect(written.map(({ method }) => method)).not.toContain('Switch.Set')
    expect(JSON.stringify(written)).not.toMatch(/"on"/)
  })
})

describe('settings', () => {
  const safe = { initial_state: 'off', auto_on: false, auto_off: false, autorecover_voltage_errors: false }
  const detached = { controls: { 'switch:0': { in_mode: 'detached' } } }
  const setting = (id: string, result: unknown) => hear('gateway/rpc', { id, result })

  it.each([
    ['switch', safe],
    ['switch', { ...safe, in_mode: 'detached' }],
    ['button', { 'switch:0': {}, plugs_ui: detached }],
    ['button', { 'switch:0': {}, pluguk_ui: detached }],
    ['button', { 'switch:0': { in_mode: 'detached' }, 'input:0': {} }],
    ['cloud', { enable: false }],
    ['schedule', { jobs: [], rev: 3 }],
    ['scripts', { scripts: [{ id: 1, enable: false, running: false }] }],
  ])('%s: safe', (name, result) => {
    expect(setting(name, result)).toEqual({ kind: 'setting', name, unsafe: null })
  })

  it.each([
    ['switch', { ...safe, initial_state: 'restore_last' }, /power-up/],
    ['switch', { ...safe, initial_state: 'match_input' }, /power-up/],
    ['switch', { ...safe, auto_on: true }, /auto_on/],
    ['switch', { ...safe, auto_off: true }, /running cycle/],
    ['switch', { ...safe, autorecover_voltage_errors: true }, /voltage/],
    ['switch', { ...safe, in_mode: 'follow' }, /input/],
    ['switch', {}, /does not say/],
    ['button', { 'switch:0': {}, plugs_ui: { controls: { 'switch:0': { in_mode: 'momentary' } } } }, /button/],
    ['button', { 'switch:0': {}, pluguk_ui: { controls: { 'switch:0': { in_mode: 'momentary' } } } }, /button/],
    ['button', { 'switch:0': { in_mode: 'detached' }, plugs_ui: { leds: {} } }, /button/],
    ['button', { 'switch:0': {}, plugs_ui: detached, other_ui: {} }, /button/],
    ['button', { 'switch:0': {} }, /button/],
    ['button', { 'switch:0': { in_mode: 'follow' } }, /button/],
    ['button', { plugs_ui: detached }, /does not say/],
    ['button', null, /does not say/],
    ['cloud', { enable: true }, /cloud/],
    ['cloud', null, /cloud/],
    ['schedule', { jobs: [{ id: 1 }] }, /schedule/],
    ['scripts', { scripts: [{ id: 1, enable: true, running: false }] }, /script/],
  ])('%s: %j is unsafe', (name, result, why) => {
    expect(setting(name, result)).toEqual({ kind: 'setting', name, unsafe: expect.stringMatching(why) })
  })

  it('an error for the scripts a device does not have is no danger; for what every device has it is', () => {
    const error = { code: 404, message: 'No handler' }
    for (const [name, unsafe] of [
      ['scripts', null] as const,
      ['button', expect.any(String)] as const,
      ['switch', expect.any(String)] as const,
      ['cloud', expect.any(String)] as const,
    ])
      expect(hear('gateway/rpc', { id: name, error })).toEqual({ kind: 'setting', name, unsafe })
  })
})
