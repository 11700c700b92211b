/** The thread behind statement-file.ts: one statement, and it ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { readBytes, type StatementBytes } from './statement-file.ts'

parentPort?.postMessage(readBytes(workerData as StatementBytes))
