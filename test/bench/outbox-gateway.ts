/** The gateway's way up, after a day without network: a full outbox on disk, the publisher, the connection. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { Outbox } from '#gateway/outbox/outbox.ts'
import { Publisher } from '#gateway/uplink/publisher.ts'
import { Uplink } from '#gateway/uplink/uplink.ts'
import { principalOf } from '#server/contract/topics.ts'
import { answering } from './child.ts'
import { messageOf } from './messages.ts'
import { SITE, stationIds } from './site.ts'

/** Appended at once: what keeps memory flat while the outbox fills. */
const ROUND_SECONDS = 60

const { stations } = JSON.parse(process.argv[2] ?? '{}') as { stations: number }
const ids = stationIds(stations)
const directory = mkdtempSync(join(tmpdir(), 'navette-outbox-'))
const outbox = new Outbox({
  file: join(directory, 'outbox.sqlite'),
  bytes_max: Number.MAX_SAFE_INTEGER,
  onKept: () => undefined,
})
let uplink: Uplink | undefined

/** As they were heard: a second of all stations after the other. */
async function fill(seconds: number): Promise<{ waiting: number }> {
  for (let from = 0; from < seconds; from += ROUND_SECONDS) {
    const round: Promise<unknown>[] = []
    for (let seq = from; seq < Math.min(seconds, from + ROUND_SECONDS); seq++) {
      const { type, value } = messageOf(seq)
      const body = JSON.stringify(value)
      for (const station of ids) round.push(outbox.append({ station, type, boot: 1, seq, body }))
    }
    await Promise.all(round)
  }
  return { waiting: outbox.waiting_count }
}

async function drain(port: number, token: string): Promise<{ elapsed_ms: number; cpu_ms: number }> {
  let committed = 0
  const wanted = outbox.waiting_count
  const before = process.cpuUsage()
  const started = performance.now()
  await new Promise<void>(resolve => {
    const publisher = new Publisher({
      site: SITE,
      outbox,
      onCommitted: (_station, rows) => {
        committed += rows.length
        if (committed === wanted) resolve()
      },
      now_ms: () => performance.now(),
    })
    uplink = new Uplink({
      ...{
        url: `mqtt://127.0.0.1:${port}`,
        ca: undefined,
        site: SITE,
        gateway: 'gw',
        principal: principalOf(SITE, 'gw'),
      },
      ...{
        token,
        stations: ids,
        publisher,
        onDown: () => undefined,
        log: pino({ level: 'warn' }, pino.destination(2)),
      },
    })
    uplink.start()
  })
  const elapsed_ms = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  return { elapsed_ms, cpu_ms: (user + system) / 1_000 }
}

answering(
  async message => {
    if (message.do === 'fill') return fill(message.seconds as number)
    if (message.do === 'memory') return process.memoryUsage()
    return drain(message.port as number, message.token as string)
  },
  async () => {
    await uplink?.stop(0)
    outbox.close()
    rmSync(directory, { recursive: true })
  },
)
