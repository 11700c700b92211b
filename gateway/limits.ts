/** Every limit of the gateway, in one place, with the reason for its number. */
import { PACKET_LIMIT_BYTES_MAX } from '#server/contract/topics.ts'
import { BATCH_MESSAGES_MAX } from '#server/contract/uplink.ts'

export { BATCH_MESSAGES_MAX, PACKET_LIMIT_BYTES_MAX }

/** Contract §2: a native frame is at most 1 024 bytes once decoded (type, JSON and CRC together). */
export const FRAME_DECODED_BYTES_MAX = 1_024
/** COBS adds one byte to each started run of 254. */
export const FRAME_ENCODED_BYTES_MAX = FRAME_DECODED_BYTES_MAX + Math.ceil(FRAME_DECODED_BYTES_MAX / 254)

/** Contract §2: 115 200 8N1. */
export const BAUD_DEFAULT = 115_200
/** A replugged station must be heard again within 3 s, so no wait between two attempts may come near it. */
export const REOPEN_FIRST_ms = 100
export const REOPEN_MAX_ms = 2_000
/** An idle port does not notice an unplug: its device node is looked at this often. */
export const NODE_CHECK_ms = 1_000
/** Three times the longest heartbeat of the contract (30 s without a meter): then the silence is worth a line in the log. */
export const SILENCE_ms = 90_000
/** What may wait in memory for a port that does not drain: some four seconds at 115 200 baud. Beyond it, down frames are dropped. */
export const PORT_WRITE_BYTES_MAX = 65_536

/** How long messages wait for one that is missing before them: several of a station's own repetitions. */
export const HELD_ms = 3_000
/** And how many at most: more than a station keeps in flight. */
export const HELD_MAX = 64

/** Disk the outbox may take. Eight stations at 1 Hz fill it in about five days. Then stations are no longer acknowledged. */
export const OUTBOX_BYTES_MAX = 1_073_741_824
/** So much of it at most is for what the server does not take (`gateway add` forgot a station): the others always have the rest. */
export const OUTBOX_REFUSED_SHARE = 0.5
/** What one waiting row costs beside its body: keys, rowid, identity and hash, rounded up. */
export const OUTBOX_ROW_OVERHEAD_BYTES = 160
/** Identities remembered per station against a frame re-sent because its ack was lost; far more than a station keeps in flight. */
export const HEARD_PER_STATION = 1_024
/** Removals that come without an append may wait this long for company: losing them costs a duplicate, not a message. */
export const REMOVE_DELAY_ms = 100

/** So many messages reach the server within a second (5 000 a second drain): a badge behind more may be too late for its answer. */
export const ASK_BEHIND_ROWS_MAX = 2_000
/**
 * A server that acknowledges nothing for so long may be behind a silent network: a badge put to it now would wait for nobody. A
 * commit takes some milliseconds, and a person holds a card up again after a few seconds.
 */
export const ASK_SILENT_ms = 3_000
/** Rows read from the outbox at once: what keeps memory flat whatever waits on disk. */
export const PAGE_ROWS = 500
/** Contract §1 accepts at least 100 unacknowledged publishes of one client; one of them is left for `presence`. */
export const IN_FLIGHT_MAX = 99
/** A server that acknowledges nothing for so long is gone, even if TCP has not said so. */
export const ACK_TIMEOUT_ms = 30_000
/** One ping in so many seconds where nothing else is heard; after half as many more the link is known to be dead. */
export const KEEPALIVE_s = 5
export const CONNECT_TIMEOUT_ms = 10_000
export const RECONNECT_FIRST_ms = 250
export const RECONNECT_MAX_ms = 5_000
/** The same failure is said again only so often. */
export const REPEAT_LOG_ms = 60_000

/** A PZEM-004T renews its values about once a second; asked twice as often, a sample of one second always has a fresh one. */
export const METER_POLL_ms = 500
/** One garbled answer is noise, so many running are a dead meter: with the wait between two, some two seconds. */
export const METER_FAILURES_MAX = 3
/** A dead meter is asked only so often, because each question costs the others on its bus a timeout. */
export const METER_DEAD_RETRY_ms = 2_000

/** What a composed station says while the disk refuses it waits in memory: an hour at 1 Hz. Then samples are dropped. */
export const SAID_MAX = 3_600
export const SAID_RETRY_ms = 1_000
/** How often a composed station looks at its deadlines: finer than any of them needs. */
export const COMPOSED_TICK_ms = 100

/** A plug's whole CONNECT, over a slow Wi-Fi. */
export const PLUG_CONNECT_ms = 10_000
/** A plug that does not read is cut after this long: it must not hold up the others. */
export const PLUG_DRAIN_ms = 500
/** A workshop's plugs, each twice while it reconnects; beyond it new connections are dropped. */
export const PLUG_CONNECTIONS_MAX = 128
export const PLUG_LISTEN_RETRY_ms = 5_000
/** A plug is asked as often as a sample is sent. */
export const PLUG_POLL_ms = 1_000
/** Three questions without an answer; the last reading speaks no longer either. */
export const PLUG_SILENT_ms = 3_500
/** How long a plug may take to tell all its settings, over a slow Wi-Fi. */
export const PLUG_SETTINGS_ms = 5_000
/** A relay that was refused is looked at again: an answer was lost, or somebody has removed the script. */
export const PLUG_AGAIN_ms = 60_000
/** Between writing settings and reading them back: a plug writes to flash before it answers for the new ones. */
export const PLUG_SETTLE_ms = 1_000
/** A status that left the plug before it had heard the last command says nothing about it. */
export const PLUG_FOLLOWS_ms = 3_000
