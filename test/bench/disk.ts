/**
 * How long this disk takes for one write and fsync with nothing of ours around it, while a benchmark runs: the floor under every
 * commit, which all programs on the machine share.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering } from './child.ts'
import { slowOf } from './stalls.ts'

/** A group of a few messages: the journal's page, some of its index, a header each. */
const WRITE_BYTES = 16_384
/** Written over in turn, as the WAL is once it has begun again. */
const WRITES = 64
const EVERY_MS = 20

const directory = mkdtempSync(join(tmpdir(), 'navette-disk-'))
const file = openSync(join(directory, 'file'), 'w')
const bytes = Buffer.alloc(WRITE_BYTES, 1)
let took_ms: number[] = []
let writes = 0

const timer = setInterval(() => {
  const began = performance.now()
  writeSync(file, bytes, 0, WRITE_BYTES, (writes++ % WRITES) * WRITE_BYTES)
  fsyncSync(file)
  took_ms.push(performance.now() - began)
}, EVERY_MS)

answering(
  async () => {
    const told = slowOf(took_ms)
    took_ms = []
    return told
  },
  async () => {
    clearInterval(timer)
    closeSync(file)
    rmSync(directory, { recursive: true })
  },
)
