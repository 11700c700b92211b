/** The worker behind run.ts: one verification, then it ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { openConnection } from '../connection.ts'
import { REPLAY_CORE } from './core.ts'
import { verifyTo } from './verify.ts'

const { file, before_ms } = workerData as { file: string; before_ms: number | null }
const db = openConnection(file, { readonly: true })
// Every entry up to there was received before: what came in later under an earlier number waits for its turn.
const later = db.prepare<[number], number>('SELECT n FROM journal WHERE received_at_ms >= ? ORDER BY n LIMIT 1').pluck()
const head = db.prepare<[], number>('SELECT coalesce(max(n), 0) FROM journal').pluck()
const checkpoint_n = before_ms === null ? null : (later.get(before_ms) ?? (head.get() ?? 0) + 1) - 1
parentPort?.postMessage(verifyTo(db, REPLAY_CORE, checkpoint_n))
db.close()
