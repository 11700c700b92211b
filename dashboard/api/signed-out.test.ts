import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Me } from '#server/contract/api.ts'
import { me } from '../ui/session.ts'
import { ApiError, post } from './client.ts'
import { settleSignIn, signedOut } from './signed-out.ts'

/** For what hangs, not for what is late. */
const PATIENT_MS = 45_000

const AWA = { id: 'u1', name: 'Awa', email: 'awa@exemple.org' } as Me
const answered = (status: number) => new Response(status === 204 ? null : JSON.stringify({ status }), { status })
const asked = vi.fn<typeof fetch>()
const bodies = () => asked.mock.calls.map(([, init]) => init?.body)
const keys = () => asked.mock.calls.map(([, init]) => new Headers(init?.headers).get('idempotency-key'))

beforeEach(() => {
  me.value = AWA
  asked.mockReset()
  vi.stubGlobal('fetch', asked)
})
afterEach(() => {
  vi.unstubAllGlobals()
  me.value = undefined
})

describe('a session that ends in the middle of a form', () => {
  it('waits, and sends the very same once its reader is back', async () => {
    asked.mockResolvedValueOnce(answered(401)).mockResolvedValueOnce(answered(200))
    const sent = post('members', { name: 'Bo' })
    await vi.waitFor(() => expect(signedOut.value).toBe(true), PATIENT_MS)
    expect(asked).toHaveBeenCalledTimes(1)
    settleSignIn(true)
    expect(await sent).toEqual({ status: 200 })
    expect(bodies()).toEqual(['{"name":"Bo"}', '{"name":"Bo"}'])
    expect(signedOut.value).toBe(false)
  })

  it('asks its reader once for all that was refused', async () => {
    asked.mockResolvedValueOnce(answered(401)).mockResolvedValueOnce(answered(401)).mockResolvedValue(answered(204))
    const sent = [post('a', {}), post('b', {})]
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2), PATIENT_MS)
    await vi.waitFor(() => expect(signedOut.value).toBe(true), PATIENT_MS)
    settleSignIn(true)
    expect(await Promise.all(sent)).toEqual([null, null])
    expect(asked).toHaveBeenCalledTimes(4)
  })

  it('is a refusal for whoever leaves, for a wrong password, and where nobody was signed in', async () => {
    asked.mockImplementation(async () => answered(401))
    const sent = post('members', {})
    const refused = expect(sent).rejects.toBeInstanceOf(ApiError)
    await vi.waitFor(() => expect(signedOut.value).toBe(true), PATIENT_MS)
    settleSignIn(false)
    await refused
    await expect(post('login', {})).rejects.toMatchObject({ status: 401 })
    me.value = null
    await expect(post('members', {})).rejects.toMatchObject({ status: 401 })
    expect(signedOut.value).toBe(false)
  })
})

describe('an act whose answer did not come', () => {
  it('carries the same key when it is tried again, and another once it was answered', async () => {
    asked.mockRejectedValueOnce(new TypeError('network')).mockImplementation(async () => answered(204))
    await expect(post('payments', { cents: 5 })).rejects.toMatchObject({ status: 0 })
    await post('payments', { cents: 5 })
    await post('payments', { cents: 5 })
    const [first, second, third] = keys()
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  it('keeps its key when the answer breaks off, and where a proxy answers for a server that is away', async () => {
    const cut = new Response(new ReadableStream({ start: stream => stream.error(new TypeError('cut')) }))
    asked
      .mockResolvedValueOnce(cut)
      .mockResolvedValueOnce(answered(502))
      .mockImplementation(async () => answered(204))
    await expect(post('payments', { cents: 5 })).rejects.toMatchObject({ status: 0 })
    await expect(post('payments', { cents: 5 })).rejects.toMatchObject({ status: 502 })
    await post('payments', { cents: 5 })
    expect(new Set(keys()).size).toBe(1)
  })

  it('is sent once when its button is pressed twice', async () => {
    asked.mockImplementation(async () => answered(204))
    await Promise.all([post('payments', { cents: 5 }), post('payments', { cents: 5 }), post('payments', { cents: 6 })])
    expect(bodies()).toEqual(['{"cents":5}', '{"cents":6}'])
  })
})
