import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/**
 * By default Vitest leaves one core free: on two cores one file at a time. Most files that are slow wait (for a hold, a
 * reconnection, a process), so a few more than there are cores keep both busy; many more and deadlines are missed.
 */
const WORKERS = 4

/**
 * `isolate` false: the files of a worker share one process and what they import, which they leave as they found it. To import the
 * server anew for each of 64 files of the contract took almost a third of their processor time (152 → 108 s for 53 of them).
 */
const node = (name: string, include: string[], timeout_ms: number, isolate: boolean) => ({
  test: {
    name,
    include,
    environment: 'node' as const,
    testTimeout: timeout_ms,
    hookTimeout: timeout_ms,
    // Its own second is no time on a machine that eight others share
    expect: { poll: { timeout: (timeout_ms * 3) / 4 } },
    pool: 'forks' as const,
    isolate,
  },
})

export default defineConfig({
  test: {
    maxWorkers: WORKERS,
    // Tests of a file that run side by side: each with a server, a gateway and a second to the second.
    maxConcurrency: 3,
    // What the programs under test compiled once they find again: almost half of the processor time of their start.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/navette-node') },
    // Each project's timeout is for what hangs, not for what is slow: at load 13 four tests of processes and mail took over a minute,
    // and one of arithmetic 18 s.
    projects: [
      node('unit', ['{server,gateway,firmware-sim,dashboard}/**/*.test.{ts,tsx}'], 60_000, false),
      node('contract', ['test/contract/**/*.test.ts'], 180_000, false),
      node('sim', ['test/sim/**/*.test.ts'], 120_000, true),
      node('e2e', ['test/e2e/**/*.test.ts'], 180_000, true),
    ],
  },
})
