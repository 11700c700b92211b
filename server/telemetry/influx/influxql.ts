/** InfluxQL over /query, which 1.x, 2.x and 3.x all serve. Values go into a query only through the two quotes below. */
import * as z from 'zod'
import { type InfluxConfig, refusal, request } from './target.ts'

export const ident = (name: string): string => `"${escaped(name, '"')}"`
export const text = (value: string): string => `'${escaped(value, "'")}'`

function escaped(value: string, quote: '"' | "'"): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`)
}

/** Whole milliseconds as a literal; the caller's numbers are checked, since they are not quoted. */
export function ms(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`no whole number of milliseconds: ${value}`)
  return `${value}ms`
}

export const within = (range: { from_ms: number; to_ms: number }): string =>
  `time >= ${ms(range.from_ms)} AND time < ${ms(range.to_ms)}`

const Cell = z.union([z.number(), z.string(), z.boolean(), z.null()])
export type Cell = z.infer<typeof Cell>
const Series = z.object({
  name: z.string().optional(),
  tags: z.record(z.string(), z.string().nullable()).optional(),
  columns: z.array(z.string()),
  values: z.array(z.array(Cell)).default([]),
})
export type Series = z.infer<typeof Series>
const Reply = z.object({
  error: z.string().optional(),
  results: z.array(z.object({ error: z.string().optional(), series: z.array(Series).optional() })).default([]),
})

/** One list of series for each statement. Rejects with one sentence on any failure, of the whole or of one statement. */
export async function query(config: InfluxConfig, statements: string[]): Promise<Series[][]> {
  const body = new URLSearchParams({ db: config.bucket, epoch: 'ms', q: statements.join('; ') })
  const response = await request(config, '/query', { method: 'POST', body })
  const reply = await parse(config, response)
  if (!response.ok) throw refusal(config, response.status, reply.error ?? '')
  return reply.results.map(result => {
    if (result.error !== undefined) throw new Error(`InfluxDB could not answer: ${result.error}`)
    return result.series ?? []
  })
}

async function parse(config: InfluxConfig, response: Response): Promise<z.infer<typeof Reply>> {
  const raw = await response.text()
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch {
    throw refusal(config, response.status, raw.slice(0, 200).trim())
  }
  const reply = Reply.safeParse(json)
  if (!reply.success) throw refusal(config, response.status, 'an answer that is no InfluxQL result')
  return reply.data
}
