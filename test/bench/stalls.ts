/** What may keep a badge waiting inside the server: commits and garbage collections, how long the slow ones took. */
import { statSync } from 'node:fs'
import { PerformanceObserver } from 'node:perf_hooks'
import type { Ledger } from '#server/ledger/ledger.ts'

export type Slow = { count: number; p50_ms: number; p99_ms: number; max_ms: number }
export type Stalls = { commits: Slow; collections: Slow; wal_MB: number }

/** The answer covers the time since the last question. */
export function watchStalls(ledger: Ledger, file: string): () => Stalls {
  let commits_ms: number[] = []
  let collections_ms: number[] = []
  const commit = ledger.commit.bind(ledger)
  ledger.commit = async group => {
    const began = performance.now()
    const result = await commit(group)
    commits_ms.push(performance.now() - began)
    return result
  }
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) collections_ms.push(duration)
  }).observe({ entryTypes: ['gc'] })
  return () => {
    const stalls = {
      commits: slowOf(commits_ms),
      collections: slowOf(collections_ms),
      wal_MB: statSync(`${file}-wal`).size / 2 ** 20,
    }
    commits_ms = []
    collections_ms = []
    return stalls
  }
}

export function slowOf(took_ms: number[]): Slow {
  took_ms.sort((a, b) => a - b)
  const at = (share: number): number => took_ms[Math.min(took_ms.length - 1, Math.floor(took_ms.length * share))] ?? 0
  return { count: took_ms.length, p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) }
}

export const told = (name: string, { count, p50_ms, p99_ms, max_ms }: Slow): string =>
  `${count} ${name} of ${p50_ms.toFixed(1)} ms (p99 ${p99_ms.toFixed(1)}, at most ${max_ms.toFixed(1)})`

export const stalled = ({ commits, collections, wal_MB }: Stalls): string =>
  `${told('commits', commits)}, ${told('collections', collections)}, WAL file ${wal_MB.toFixed(0)} MB`
