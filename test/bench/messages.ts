/** What a simulated station says, ready for the wire: hello, a badge, then samples of bursts and pauses with registers. */
import { generate } from 'mqtt-packet'
import { upTopic } from '#server/contract/topics.ts'
import { MEMBER_BADGE, SITE } from './site.ts'

const BURST_SAMPLES = 8
const PERIOD_SAMPLES = 20

export function messageOf(seq: number): { type: string; value: object } {
  const envelope = { boot: 1, seq, up_ms: seq * 1_000, at_ms: null }
  if (seq === 0) {
    const hardware = { fw: '1.0', model: 'bench', reader: true, meter: 'current', relay: true, list_version: null }
    return { type: 'hello', value: { ...envelope, ...hardware } }
  }
  if (seq === 1) return { type: 'badge', value: { ...envelope, badge: MEMBER_BADGE } }
  const phase = seq % PERIOD_SAMPLES
  const runs = Math.floor(seq / PERIOD_SAMPLES) * BURST_SAMPLES + Math.min(phase, BURST_SAMPLES)
  const current_mA = phase < BURST_SAMPLES ? 1_000 + (seq % 7) : 88 + (seq % 3)
  const running_ms = Math.min(runs * 1_000, envelope.up_ms)
  return { type: 'sample', value: { ...envelope, current_mA, relay: true, power_W: current_mA * 0.2, running_ms } }
}

export function publishOf(station: string, seq: number, message_id: number, message = messageOf(seq)): Buffer {
  const { type, value } = message
  const packet = { cmd: 'publish', qos: 1, dup: false, retain: false, messageId: message_id } as const
  return generate({ ...packet, topic: upTopic(SITE, station, type), payload: JSON.stringify(value) })
}
