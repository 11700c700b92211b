/** The worker behind run.ts: one verification, then it ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { openConnection } from '../connection.ts'
import { REPLAY_CORE } from './core.ts'
import { verify } from './verify.ts'

const { file } = workerData as { file: string }
const db = openConnection(file, { readonly: true })
parentPort?.postMessage(verify(db, REPLAY_CORE))
db.close()
