/** One gateway process with 30 native stations on pseudo-terminals: what it costs, and how long a badge takes over it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { keepCompiledCode } from '#server/cli/compile-cache.ts'
import { startGatewayProcess, writeGatewayConfig } from '#test/support/gateway-process.ts'
import { cpuOf_ms, peakMemoryOf_MB, serverArgs, startChild } from './child.ts'
import { SITE } from './site.ts'

const STATIONS = 30
const SETTLE_MS = 8_000
const MEASURED_MS = 40_000
const BADGES_MS = 35_000
const CORE_SHARE_WANTED = 0.1
const MEMORY_WANTED_MB = 120
const ONLINE_WANTED_MS = 50
const OFFLINE_WANTED_MS = 20

/** What `navette gateway` starts it with. */
const AS_NAVETTE_GATEWAY = ['--max-semi-space-size=2']

const pause = (for_ms: number) => new Promise(resolve => setTimeout(resolve, for_ms))

/** As from its second start on: stripping types and compiling them takes 26 MB that stay. */
function startOnce(): void {
  keepCompiledCode(process.env)
  spawnSync(process.execPath, [...AS_NAVETTE_GATEWAY, resolve(import.meta.dirname, '../../gateway/main.ts'), '--help'])
}

export async function benchGateway(): Promise<void> {
  startOnce()
  const server = startChild('server.ts', { stations: STATIONS })
  const { port, gateway_token } = await server.ask<{ port: number; gateway_token: string }>({ do: 'where' })
  const load = startChild('serial-load.ts', { stations: STATIONS })
  const { paths } = await load.ask<{ paths: string[] }>({ do: 'where' })
  const dir = mkdtempSync(join(tmpdir(), 'navette-bench-gateway-'))
  const file = writeGatewayConfig({
    ...{ dir, mqtt: `mqtt://127.0.0.1:${port}`, site: SITE, gateway: 'gw', principal: `${SITE}.gw` },
    token: gateway_token,
    stations: paths.map((path, i) => ({ id: `s${i + 1}`, port: path })),
  })
  const gateway = startGatewayProcess(file, [...AS_NAVETTE_GATEWAY, ...serverArgs()])
  await gateway.ready
  const pid = gateway.child.pid ?? 0
  try {
    await pause(SETTLE_MS)
    await cost(pid)
    await badges(load, 'online', ONLINE_WANTED_MS)
    await server.stop()
    await pause(2_000)
    await badges(load, 'offline', OFFLINE_WANTED_MS)
    console.log(`load average meanwhile ${loadavg()[0]?.toFixed(1)}`)
    console.log(`memory at most ${peakMemoryOf_MB(pid).toFixed(0)} MB (wanted ≤ ${MEMORY_WANTED_MB})`)
  } finally {
    await gateway.end('SIGKILL')
    await load.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function cost(pid: number): Promise<void> {
  const before = { cpu_ms: cpuOf_ms(pid), at_ms: performance.now() }
  await pause(MEASURED_MS)
  const share = (cpuOf_ms(pid) - before.cpu_ms) / (performance.now() - before.at_ms)
  console.log(
    `${STATIONS} stations at 1 Hz: ${(share * 100).toFixed(1)} % of one core (wanted ≤ ${CORE_SHARE_WANTED * 100} %)`,
  )
}

type Badges = { took_ms: number[]; unanswered: number; refused: number }
async function badges(load: ReturnType<typeof startChild>, where: string, wanted_ms: number): Promise<void> {
  const { took_ms, unanswered, refused } = await load.ask<Badges>({ do: 'badge', for_ms: BADGES_MS })
  took_ms.sort((a, b) => a - b)
  const at = (share: number) => (took_ms[Math.floor(took_ms.length * share)] ?? Number.NaN).toFixed(1)
  console.log(
    `badge to verdict at the station, ${where}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (wanted ≤ ${wanted_ms}), ` +
      `of ${took_ms.length}, ${refused} of them refusals, ${unanswered} unanswered`,
  )
}
