import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KeptDownlink } from './kept.ts'
import { routeDown } from './router.ts'

const LIST = { version: 1, issued_at_ms: 1, valid_until_ms: 2, entries: [['0123456789abcdef', 3]] }
const COMMAND = { id: 'c1', op: 'lockout', boot: 1, expires_up_ms: 5 }

let file: string
let kept: KeptDownlink
let sent: [string, unknown][]
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'kept-')), 'kept.sqlite')
  kept = new KeptDownlink(file)
  sent = []
})
afterEach(() => kept.close())

const route = (topic: string, payload: unknown) => {
  const station = { send: (type: string, value: unknown) => sent.push([type, value]) }
  const parts = { site: 's', stations: new Map([['a', station]]), kept, log: pino({ level: 'silent' }) }
  routeDown(parts, topic, Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)))
}

describe('downlink', () => {
  it('gives a message to its station and keeps a list, also across a restart', () => {
    route('navette/1/s/a/down/list', LIST)
    expect(sent).toEqual([['list', LIST]])
    kept.close()
    kept = new KeptDownlink(file)
    expect(kept.of('a')).toEqual([{ type: 'list', payload: LIST }])
    expect(kept.of('b')).toEqual([])
  })

  it('keeps only the newest list, and none once it is withdrawn', () => {
    route('navette/1/s/a/down/list', LIST)
    route('navette/1/s/a/down/list', { ...LIST, version: 2 })
    expect(kept.of('a')).toMatchObject([{ payload: { version: 2 } }])
    route('navette/1/s/a/down/list', '')
    expect(kept.of('a')).toEqual([])
  })

  it('gives it to its station also while the disk refuses it, and lives on', () => {
    kept.close()
    route('navette/1/s/a/down/list', LIST)
    route('navette/1/s/a/down/list', '')
    expect(sent).toEqual([['list', LIST]])
    kept = new KeptDownlink(file)
  })

  it('never keeps a command, a verdict, the time, or what it does not know', () => {
    route('navette/1/s/a/down/command', COMMAND)
    route('navette/1/s/a/down/verdict', {
      for: null,
      verdict: 'ended',
      reason: null,
      session: null,
      relay: false,
      display: '',
    })
    route('navette/1/s/a/down/time', { epoch_ms: 1 })
    route('navette/1/s/a/down/from-a-newer-server', { x: 1 })
    expect(sent.map(([type]) => type)).toEqual(['command', 'verdict', 'time', 'from-a-newer-server'])
    expect(kept.of('a')).toEqual([])
  })

  it.each([
    ['another site', 'navette/1/t/a/down/time', { epoch_ms: 1 }],
    ['another station', 'navette/1/s/b/down/time', { epoch_ms: 1 }],
    ['the other direction', 'navette/1/s/a/up/time', { epoch_ms: 1 }],
    ['no topic of ours', 'plug/s/a', { epoch_ms: 1 }],
    ['a malformed command', 'navette/1/s/a/down/command', { ...COMMAND, op: 'energise' }],
    ['not JSON', 'navette/1/s/a/down/time', '{'],
    ['not an object', 'navette/1/s/a/down/x', '[1]'],
  ])('drops %s', (_, topic, payload) => {
    route(topic, payload)
    expect(sent).toEqual([])
  })
})
