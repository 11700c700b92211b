/**
 * 200 browsers' worth of sockets on the live feed of 60 machines at 1 Hz: how old an update is when it comes, what the feed costs
 * beyond ingest, and what one that never reads costs (issue 6, Figures).
 */
import { readFileSync } from 'node:fs'
import { type Child, cpuOf_ms, serverArgs, startChild } from './child.ts'
import { messageOf, publishOf } from './messages.ts'
import { PROBE, stampNow_W } from './probe.ts'
import { slowOf } from './stalls.ts'
import { openListener } from './wire.ts'

const MACHINES = 60
const SOCKETS = 200
const PERIOD_MS = 1_000
const RUN_S = 30
const ALONE_S = 10
const P99_WANTED_MS = 150
const CORE_WANTED = 0.15
const DEAF_WANTED_MB = 1

type Heard = { ages_ms: number[]; heard: number; connected: number }
const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

export async function benchSockets(): Promise<void> {
  const server = startChild('server.ts', { stations: MACHINES + 1, screens: true }, serverArgs())
  type Where = { port: number; tokens: { station: string; token: string }[] }
  const { port, tokens } = await server.ask<Where>({ do: 'where' })
  const url = `http://127.0.0.1:${(await server.ask<{ port: number }>({ do: 'screens' })).port}`
  const load = startChild('load-client.ts', {})
  await load.ask({ do: 'open', port, stations: tokens.slice(0, -1) })
  const count = Math.ceil((3 * ALONE_S + 2 * RUN_S) / (PERIOD_MS / 1_000))
  const paced = load.ask({ do: 'pace', count, period_ms: PERIOD_MS })
  const stopProbing = await probe(port, tokens.at(-1)?.token ?? '')

  const alone = await cpuShare(server, ALONE_S)
  const screens = startChild('screens-client.ts', {})
  await screens.ask({ do: 'open', url, count: SOCKETS })
  await sleep(2_000)
  await screens.ask<Heard>({ do: 'heard' })
  const both = await cpuShare(server, RUN_S)
  const { heard, ages_ms, connected } = await screens.ask<Heard>({ do: 'heard' })
  const age = slowOf(ages_ms)
  const rate = Math.round(heard / RUN_S)
  console.log(`${connected} sockets, ${MACHINES} machines at 1 Hz: ${rate} values/s told`)
  console.log(`update p50 ${age.p50_ms} ms, p99 ${age.p99_ms} ms (wanted ≤ ${P99_WANTED_MS}), at most ${age.max_ms} ms`)
  console.log(
    `the feed takes ${percent(both - alone)} of a core (wanted ≤ ${percent(CORE_WANTED)}), ingest ${percent(alone)}`,
  )

  await oneDeaf(server, screens, url, age.p99_ms)
  stopProbing()
  await paced
  for (const child of [screens, load, server]) await child.stop()
}

/** Beside the others: they must not wait for it, and what waits for it must stay small. */
async function oneDeaf(server: Child, screens: Child, url: string, before_ms: number): Promise<void> {
  const deaf = startChild('screens-client.ts', {})
  const before_MB = residentOf_MB(server.pid)
  await deaf.ask({ do: 'open', url, count: 1, deaf: true })
  await screens.ask<Heard>({ do: 'heard' })
  let most_MB = before_MB
  for (let s = 0; s < ALONE_S; s++) {
    await sleep(1_000)
    most_MB = Math.max(most_MB, residentOf_MB(server.pid))
  }
  const { ages_ms } = await screens.ask<Heard>({ do: 'heard' })
  const held_MB = (await server.ask<{ held_bytes: number }>({ do: 'held' })).held_bytes / 2 ** 20
  console.log(
    `one that never reads: ${held_MB.toFixed(2)} MB waited for it at most (wanted ≤ ${DEAF_WANTED_MB}), ` +
      `resident memory moved ${(most_MB - before_MB).toFixed(1)} MB; the others' p99 ${slowOf(ages_ms).p99_ms} ms (${before_ms} before)`,
  )
  await deaf.stop()
}

/** A station that says now and then when it speaks; answers with how to stop it. */
async function probe(port: number, token: string): Promise<() => void> {
  const socket = await openListener(port, PROBE.station, token, () => undefined)
  let seq = 0
  const say = () => {
    const { type, value } = messageOf(seq === 1 ? 2 : seq)
    const stamped = {
      type,
      value: { ...value, seq, up_ms: seq * 1_000, ...(seq > 0 ? { power_W: stampNow_W() } : {}) },
    }
    socket.write(publishOf(PROBE.station, seq, (seq % 65_535) + 1, stamped))
    seq += 1
  }
  say()
  let timer: NodeJS.Timeout
  const again = () => {
    say()
    timer = setTimeout(again, 150 + Math.random() * 100)
  }
  timer = setTimeout(again, 200)
  return () => {
    clearTimeout(timer)
    socket.destroy()
  }
}

async function cpuShare(server: Child, seconds: number): Promise<number> {
  const before_ms = cpuOf_ms(server.pid)
  await sleep(seconds * 1_000)
  return (cpuOf_ms(server.pid) - before_ms) / (seconds * 1_000)
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

const residentOf_MB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
