/** Waiting rows → MQTT publishes. One row of a station goes alone; a backlog goes in batches (contract §1, `batch`). */
import { upTopic } from '#server/contract/topics.ts'
import { BATCH_MESSAGES_MAX, PACKET_LIMIT_BYTES_MAX } from '../limits.ts'
import type { Waiting } from '../outbox/outbox.ts'

export type Packet = { station: string; topic: string; payload: string; ids: number[] }

const BATCH_HEAD = '{"messages":['
const BATCH_TAIL = ']}'

/** Keeps the order within each station; stations have no order among each other. */
export function pack(site: string, rows: Waiting[]): Packet[] {
  const byStation = Map.groupBy(rows, row => row.station)
  return [...byStation].flatMap(([station, own]) => runs(site, station, own).map(run => packet(site, station, run)))
}

/** Cuts a station's rows into runs that each fit one packet. */
function runs(site: string, station: string, rows: Waiting[]): Waiting[][] {
  const frame_bytes = Buffer.byteLength(upTopic(site, station, 'batch') + BATCH_HEAD + BATCH_TAIL)
  const all: Waiting[][] = []
  let run: Waiting[] = []
  let bytes = frame_bytes
  for (const row of rows) {
    const element_bytes = Buffer.byteLength(element(row)) + 1 // and its comma
    if (run.length > 0 && (run.length === BATCH_MESSAGES_MAX || bytes + element_bytes > PACKET_LIMIT_BYTES_MAX)) {
      all.push(run)
      run = []
      bytes = frame_bytes
    }
    run.push(row)
    bytes += element_bytes
  }
  if (run.length > 0) all.push(run)
  return all
}

function packet(site: string, station: string, run: Waiting[]): Packet {
  const ids = run.map(row => row.id)
  const [first] = run
  if (first !== undefined && run.length === 1) {
    return { station, topic: upTopic(site, station, first.type), payload: first.body, ids }
  }
  const payload = BATCH_HEAD + run.map(element).join(',') + BATCH_TAIL
  return { station, topic: upTopic(site, station, 'batch'), payload, ids }
}

/** The stored body is a JSON object without `type`; it always holds at least `boot` and `seq`. */
const element = (row: Waiting): string => `{"type":${JSON.stringify(row.type)},${row.body.slice(1)}`
