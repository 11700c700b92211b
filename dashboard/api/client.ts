/** One door to `/api/v1`: every answer is a value or an `ApiError` that a page knows how to say. */
import type { Problem } from '#server/contract/api.ts'
import { language } from '../i18n/index.ts'
import { setServerNow } from '../time/now.ts'

export class ApiError extends Error {
  /** 0: the server was not reached */
  readonly status: number
  readonly detail: string | null
  /** which parts of the request are at fault, where the server says so */
  readonly errors: readonly { path: string; message: string }[]
  constructor(status: number, detail: string | null, errors: ApiError['errors'] = []) {
    super(detail ?? String(status))
    this.status = status
    this.detail = detail
    this.errors = errors
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>

let clockKnown = false
let token: string | null = null
/** A wall screen has no sign-in: it says its own token with whatever it asks. */
export const speakAs = (given: string): void => {
  token = given
}
export const bearer = (): { token?: string } => (token === null ? {} : { token })

async function send(path: string, init: RequestInit): Promise<unknown> {
  let response: Response
  try {
    const own = token === null ? {} : { authorization: `Bearer ${token}` }
    const headers = { ...init.headers, ...own }
    response = await fetch(`/api/v1/${path}`, { credentials: 'same-origin', ...init, headers })
  } catch {
    throw new ApiError(0, null)
  }
  const date_ms = Date.parse(response.headers.get('date') ?? '')
  if (!clockKnown && !Number.isNaN(date_ms)) {
    clockKnown = true
    setServerNow(date_ms)
  }
  const text = await response.text()
  if (!response.ok) throw await refusalOf(response.status, text)
  return text === '' ? null : JSON.parse(text)
}

async function refusalOf(status: number, text: string): Promise<ApiError> {
  try {
    return await refused(status, JSON.parse(text) as Partial<Problem>)
  } catch {
    return new ApiError(status, null)
  }
}

/** In the reader's language: the server's own sentence is English, its code is everybody's. */
export async function refused(status: number, problem: Partial<Problem>): Promise<ApiError> {
  const { detail, title, errors } =
    language.peek() === 'fr' ? (await import('./say-refusal.ts')).inFrench(problem) : problem
  return new ApiError(status, detail ?? title ?? null, errors)
}

/** The server's schemas are checked where they are made and, in tests, against the mock: here they are trusted. */
export async function get<T>(path: string, query: Query = {}, headers: Record<string, string> = {}): Promise<T> {
  const filled = Object.entries(query).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [[key, String(value)]],
  )
  const search = new URLSearchParams(filled).toString()
  return (await send(search === '' ? path : `${path}?${search}`, { headers })) as T
}

export async function post<T>(path: string, body: unknown = {}, more: Record<string, string> = {}): Promise<T> {
  const headers = { 'content-type': 'application/json', ...more }
  return (await send(path, { method: 'POST', headers, body: JSON.stringify(body) })) as T
}

export async function put<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  return (await send(path, { method: 'PUT', headers, body: JSON.stringify(body) })) as T
}

export const remove = (path: string): Promise<unknown> => send(path, { method: 'DELETE' })

/** A file as it is: which encoding it is in is the server's to find out. */
export async function upload<T>(path: string, file: Blob): Promise<T> {
  return (await send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  })) as T
}
