/** A backlog in as few packets as the contract allows: up to 100 messages, 16 384 bytes of topic and payload. */
import type { Message } from './messages.ts'

export const BATCH_MESSAGES_MAX = 100
export const PACKET_BYTES_MAX = 16_384

const OPENING = '{"messages":['
const CLOSING = ']}'

export type Packet = { type: string; payload: string; count: number }

/** The next packet from `at(0)`: one message on its own, or a batch where several wait. */
export const nextPacket = (
  at: (i: number) => Message | undefined,
  waiting: number,
  batch_topic_bytes: number,
): Packet | null => {
  const first = at(0)
  if (first === undefined) return null
  if (waiting === 1) {
    const { type, ...rest } = first
    return { type, payload: JSON.stringify(rest), count: 1 }
  }
  const parts: string[] = []
  let bytes = batch_topic_bytes + OPENING.length + CLOSING.length
  while (parts.length < Math.min(waiting, BATCH_MESSAGES_MAX)) {
    const message = at(parts.length)
    if (message === undefined) break
    const text = JSON.stringify(message)
    const more_bytes = Buffer.byteLength(text) + 1
    if (bytes + more_bytes > PACKET_BYTES_MAX) break
    bytes += more_bytes
    parts.push(text)
  }
  return { type: 'batch', payload: OPENING + parts.join(',') + CLOSING, count: parts.length }
}
