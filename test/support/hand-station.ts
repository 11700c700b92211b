/** A station in a test's own hands: what it says, message by message, on an `up_ms` that the test moves on. */
import mqtt from 'mqtt'

const SAMPLE_MS = 4_000

export async function connectStation(address: string, principal: string, password: string) {
  const as = { clientId: principal, username: principal, password, reconnectPeriod: 0 }
  const client = await mqtt.connectAsync(`mqtt://${address}`, as, false)
  const topic = `navette/1/${principal.replace('.', '/')}/up`
  const began_ms = performance.now()
  let [seq, up_ms] = [0, 0]
  const message = (body: object, after_ms: number) => {
    // never behind the time that passed: a badge that lags more than ten seconds is "too-late" (contract §1)
    up_ms = Math.max(up_ms + after_ms, Math.round(performance.now() - began_ms))
    return { boot: 1, seq: seq++, up_ms, at_ms: null, ...body }
  }
  const tell = (type: string, body: object, after_ms = 1_000) =>
    client.publishAsync(`${topic}/${type}`, JSON.stringify(message(body, after_ms)), { qos: 1 })
  return {
    hello: () =>
      tell('hello', { fw: '1', model: 't', reader: true, meter: 'current', relay: true, list_version: null }, 0),
    badge: (badge: string) => tell('badge', { badge }),
    sample: (current_mA: number) => tell('sample', { current_mA, relay: true }),
    /** So long at one current, told at once as a station tells it that was offline for a moment. */
    run(current_mA: number, minutes: number) {
      const count = (minutes * 60_000) / SAMPLE_MS
      const messages = Array.from({ length: count }, () => ({
        ...{ type: 'sample', ...message({ current_mA, relay: true }, SAMPLE_MS) },
      }))
      return client.publishAsync(`${topic}/batch`, JSON.stringify({ messages }), { qos: 1 })
    },
    leave: () => client.endAsync(true),
  }
}
