/**
 * Sending lines through the official client, with everything in it that could lose data taken out: no retry buffer, no
 * timer, one flush a batch, whose outcome is ours to judge.
 */
import { HttpError, InfluxDB, type Transport, type WriteOptions } from '@influxdata/influxdb-client'
import { POINTS_PER_WRITE_MAX } from '../limits.ts'
import type { Answer } from './bisect.ts'
import { authorization, deadline, endpoint, type InfluxConfig, refusal, unreachable } from './target.ts'

export type Send = (lines: string[]) => Promise<Answer>

/** 400: bad lines (all versions); 413: too large, half may pass; 422: InfluxDB 2's word for a type conflict. */
const CONTENT_STATUSES = new Set([400, 413, 422])
/** Points older than the database's own retention are dropped as it was told to; the others of the batch are stored. */
const EXPIRED = /beyond retention policy/

const WRITE_OPTIONS: Partial<WriteOptions> = {
  maxRetries: 0,
  flushInterval: 0,
  // Above what one call hands over, so that only flush() sends: a batch the client sends by itself swallows its error.
  batchSize: POINTS_PER_WRITE_MAX + 1,
  maxBatchBytes: Number.MAX_SAFE_INTEGER,
  // Our judgement, not the client's log on the console.
  writeFailed: error => Promise.reject(error),
}

/** `legacy`: before 1.8 there is only /write. */
export function createSend(config: InfluxConfig, legacy: boolean): Send {
  const options = { url: endpoint(config, ''), headers: authorization(config) }
  const { transport } = new InfluxDB(options)
  const client = new InfluxDB({ ...options, transport: strict(config, transport) })
  const api = client.getWriteApi(config.org ?? '', config.bucket, 'ms', WRITE_OPTIONS)
  if (legacy) api.path = `/write?db=${encodeURIComponent(config.bucket)}&precision=ms`

  return async lines => {
    try {
      api.writeRecords(lines)
      await api.flush()
      return { kind: 'accepted' }
    } catch (error) {
      return judge(config, error)
    }
  }
}

function judge(config: InfluxConfig, error: unknown): Answer {
  if (!(error instanceof HttpError)) throw unreachable(config, error)
  const detail = sentence(error)
  if (!CONTENT_STATUSES.has(error.statusCode)) throw refusal(config, error.statusCode, detail)
  return EXPIRED.test(detail) ? { kind: 'accepted' } : { kind: 'refused', error: detail || error.message }
}

/** 1.x says `{error}`, 2 `{code, message}`, 3 either; a proxy may say anything. */
function sentence(error: HttpError): string {
  const json: unknown = error.json
  if (typeof json === 'object' && json !== null) {
    for (const key of ['message', 'error'] as const) {
      const text = (json as Record<string, unknown>)[key]
      if (typeof text === 'string') return text
    }
  }
  return error.body?.trim() ?? ''
}

/**
 * The client's transport with two corrections: a request that hangs is aborted (its own timeout reports, but leaves the
 * socket open), and 201, by which some versions of InfluxDB 3 say "stored in part", is a refusal to be bisected, not a success.
 */
function strict(config: InfluxConfig, transport: Transport): Transport {
  return {
    chunkCombiner: transport.chunkCombiner,
    request: transport.request.bind(transport),
    iterate: transport.iterate.bind(transport),
    send(path, body, options, callbacks) {
      const responseStarted = callbacks?.responseStarted?.bind(callbacks)
      transport.send(
        path,
        body,
        { ...options, signal: deadline(config) },
        {
          ...callbacks,
          responseStarted: (headers, status) => responseStarted?.(headers, status === 201 ? 400 : status),
        },
      )
    },
  }
}
