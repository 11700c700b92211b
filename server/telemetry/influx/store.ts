/** TelemetryStore on InfluxDB 1, 2 or 3. Opens no connection until it is used. */
import { setImmediate } from 'node:timers/promises'
import { POINTS_PER_WRITE_MAX } from '../limits.ts'
import type { TelemetryPoint, TelemetryStore } from '../ports.ts'
import { clear, ensureDatabase, hasV2Write } from './admin.ts'
import { bisect } from './bisect.ts'
import { lineOf } from './line.ts'
import { counts, curve, usage } from './reads.ts'
import { type InfluxConfig, refusal, request, withoutUser } from './target.ts'
import { createSend, type Send } from './writer.ts'

type Refused = { point: TelemetryPoint; error: string }

export function openInflux(given: InfluxConfig): TelemetryStore {
  const config = withoutUser(given)
  let ready: Promise<Send> | undefined

  /** Asked again after any failure: the server may have been replaced, or its database dropped. */
  async function prepare(): Promise<Send> {
    await ensureDatabase(config)
    return createSend(config, !(await hasV2Write(config)))
  }

  async function write(points: TelemetryPoint[]): Promise<{ refused: Refused[] }> {
    const { lines, sent, refused } = await encode(points)
    try {
      ready ??= prepare()
      const send = await ready
      for (let from = 0; from < lines.length; from += POINTS_PER_WRITE_MAX) {
        for (const { index, error } of await bisect(lines.slice(from, from + POINTS_PER_WRITE_MAX), send)) {
          const point = sent[from + index]
          if (point !== undefined) refused.push({ point, error })
        }
      }
      return { refused }
    } catch (error) {
      ready = undefined
      throw error
    }
  }

  return {
    write,
    curve: (machine, range, bucket_ms) => curve(config, machine, range, bucket_ms),
    usage: range => usage(config, range),
    counts: range => counts(config, range),
    clear: () => clear(config),
    async ping() {
      const response = await request(config, '/ping', { method: 'GET' })
      await response.body?.cancel()
      if (!response.ok) throw refusal(config, response.status, '')
    },
    async close() {
      await ready?.catch(() => undefined)
      ready = undefined
    },
  }
}

/** A line takes some 5 µs: this many at once keep a badge's verdict waiting for less than 3 ms. */
const LINES_PER_TURN = 500

/** A point that has no line is refused here: the server would never accept it. */
async function encode(
  points: TelemetryPoint[],
): Promise<{ lines: string[]; sent: TelemetryPoint[]; refused: Refused[] }> {
  const lines: string[] = []
  const sent: TelemetryPoint[] = []
  const refused: Refused[] = []
  for (const [index, point] of points.entries()) {
    if (index > 0 && index % LINES_PER_TURN === 0) await setImmediate()
    try {
      lines.push(lineOf(point))
      sent.push(point)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      refused.push({ point, error: error.message })
    }
  }
  return { lines, sent, refused }
}
