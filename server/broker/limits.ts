/** Every number the broker defends itself with, and why it is that number. */
import { PACKET_LIMIT_BYTES_MAX } from '#server/contract/topics.ts'

/** Contract §1 counts payload and topic; PUBLISH adds two length bytes of the topic and two of the packet identifier. */
export const REMAINING_LENGTH_BYTES_MAX = PACKET_LIMIT_BYTES_MAX + 4

/** Contract §1 promises 100 unacknowledged publishes; twice that keeps a station busy while a group is on its way to disk. */
export const INFLIGHT_PUBLISHES_MAX = 256

/** How much of one client may wait between its socket and Aedes. */
export const READ_BUFFER_BYTES = 128 * 1024

/** A stalled subscriber is cut after this long; Aedes' own 60 s would let it hold up everybody's downlinks. */
export const DRAIN_TIMEOUT_MS = 500

/** Packets Aedes queues for one client behind its CONNECT; its own 42 disconnects clients that pipeline. */
export const CONNECT_QUEUE_PACKETS_MAX = 200

/** A socket that has not sent a whole CONNECT by then is closed. */
export const CONNECT_TIMEOUT_MS = 10_000

/** `<site>.<id>` of two 32-character slugs. */
export const CLIENT_ID_CHARS_MAX = 65

/** 5 000 stations, each briefly twice while it reconnects, with room to spare; beyond it new sockets are dropped. */
export const CONNECTIONS_MAX = 16_384

/** Sockets that may be waiting for their CONNECT at once. A whole workshop reconnecting fits; a flood does not pile up. */
export const UNAUTHENTICATED_MAX = 6_000

/** How long a closed connection may take to swallow its last bytes (a CONNACK with the reason). */
export const LINGER_MS = 1_000

/** Refusals written to the audit per second; the rest are counted and told with the next one. */
export const AUDIT_EVENTS_PER_SECOND_MAX = 50
