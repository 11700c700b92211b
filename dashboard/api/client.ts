/** One door to `/api/v1`: every answer is a value or an `ApiError` that a page knows how to say. */
import type { Problem } from '#server/contract/api.ts'
import { language } from '../i18n/index.ts'
import { setServerNow } from '../time/now.ts'
import { once } from './acts.ts'
import { signedInAgain } from './signed-out.ts'

export class ApiError extends Error {
  /** 0: the server was not reached */
  readonly status: number
  readonly detail: string | null
  /** which parts of the request are at fault, where the server says so */
  readonly errors: readonly { path: string; message: string }[]
  /** the server's own name for it */
  readonly code: string | undefined
  constructor(status: number, detail: string | null, errors: ApiError['errors'] = [], code?: string) {
    super(detail ?? String(status))
    this.status = status
    this.detail = detail
    this.errors = errors
    this.code = code
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

const SIGN_IN = 'login'
const SIGN_OUT = 'logout'

async function send(path: string, init: RequestInit): Promise<unknown> {
  const { response, text } = await answerTo(path, init)
  const date_ms = Date.parse(response.headers.get('date') ?? '')
  if (!clockKnown && !Number.isNaN(date_ms)) {
    clockKnown = true
    setServerNow(date_ms)
  }
  if (response.ok) return text === '' ? null : JSON.parse(text)
  // A refused request did nothing: it is sent again as it was, and a form never knows of it.
  const ended = response.status === 401 && token === null && path !== SIGN_IN && path !== SIGN_OUT
  if (ended && (await signedInAgain())) return send(path, init)
  throw await refusalOf(response.status, text)
}

/** An answer that breaks off is none. */
async function answerTo(path: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const own = token === null ? {} : { authorization: `Bearer ${token}` }
    const headers = { ...init.headers, ...own }
    const response = await fetch(`/api/v1/${path}`, { credentials: 'same-origin', ...init, headers })
    return { response, text: await response.text() }
  } catch {
    throw new ApiError(0, null)
  }
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
  return new ApiError(status, detail ?? title ?? null, errors, problem.code)
}

/** The server's schemas are checked where they are made and, in tests, against the mock: here they are trusted. */
export async function get<T>(path: string, query: Query = {}, headers: Record<string, string> = {}): Promise<T> {
  const filled = Object.entries(query).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [[key, String(value)]],
  )
  const search = new URLSearchParams(filled).toString()
  return (await send(search === '' ? path : `${path}?${search}`, { headers })) as T
}

/** Whether the server did what it was asked to is not known: it was not reached, or failed, or a proxy answered in its place. */
const inDoubt = (failure: unknown): boolean =>
  failure instanceof ApiError && (failure.status === 0 || failure.status >= 500)

export async function post<T>(path: string, body: unknown = {}, more: Record<string, string> = {}): Promise<T> {
  const written = JSON.stringify(body)
  const sendAs = (key: string) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, ...more }
    return send(path, { method: 'POST', headers, body: written })
  }
  return (await once(`${path} ${written}`, { send: sendAs, inDoubt })) as T
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
