/** What waits in the server for a client that does not read. */
import type { LiveSocket } from './audience.ts'

/** engine.io and ws keep their buffers to themselves; these are the parts of them that count. */
type Wire = {
  writeBuffer: { data?: unknown }[]
  transport: { writable: boolean; socket?: { bufferedAmount?: number } }
}

const wireOf = ({ conn }: LiveSocket): Wire => conn as unknown as Wire

/** Packets that engine.io holds, and bytes that ws has taken and the kernel has not. Of text, as many bytes as characters at least. */
export function waitingBytes(socket: LiveSocket): number {
  const { writeBuffer, transport } = wireOf(socket)
  const held = writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0)
  return held + (transport.socket?.bufferedAmount ?? 0)
}

export function isDrained(socket: LiveSocket): boolean {
  const { writeBuffer, transport } = wireOf(socket)
  return transport.writable && writeBuffer.length === 0
}
