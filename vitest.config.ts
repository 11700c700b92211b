import { defineConfig } from 'vitest/config'

const node = (name: string, include: string[], timeout_ms: number) => ({
  test: {
    name,
    include,
    environment: 'node' as const,
    testTimeout: timeout_ms,
    hookTimeout: timeout_ms,
    pool: 'forks' as const,
  },
})

export default defineConfig({
  test: {
    projects: [
      node('unit', ['{server,gateway,firmware-sim,dashboard}/**/*.test.{ts,tsx}'], 20_000),
      node('contract', ['test/contract/**/*.test.ts'], 60_000),
      node('sim', ['test/sim/**/*.test.ts'], 120_000),
      node('e2e', ['test/e2e/**/*.test.ts'], 180_000),
    ],
  },
})
