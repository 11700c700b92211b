/** The worker behind reader.ts: its own read-only connection, one question after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Kysely } from 'kysely'
import { openConnection } from './connection.ts'
import { LedgerError } from './errors.ts'
import { kyselyOn } from './kysely.ts'
import { LONG_READS, type Question, type Reply } from './read/long.ts'
import type { Schema } from './schema.ts'

const { file } = workerData as { file: string }
const db = kyselyOn(openConnection(file, { readonly: true }))

/** Question pairs each read with its own arguments; TypeScript cannot follow the pair through the table. */
const ask = (question: Question): Promise<unknown> =>
  (LONG_READS[question.read] as (db: Kysely<Schema>, ...args: unknown[]) => Promise<unknown>)(db, ...question.args)

async function answer(question: Question): Promise<Reply> {
  try {
    return { id: question.id, value: await ask(question) }
  } catch (error) {
    const kind = error instanceof LedgerError ? error.kind : null
    return { id: question.id, error: { message: error instanceof Error ? error.message : String(error), kind } }
  }
}

parentPort?.on('message', async (question: Question) => parentPort?.postMessage(await answer(question)))
