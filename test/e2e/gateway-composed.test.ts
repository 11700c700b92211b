/** The whole way of a station of bought parts: simulated reader, meter and relay on ptys → gateway → `navette serve`. */
import { copyFileSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { it } from 'vitest'
import { CARD, composedWorkshop, livesOn, startedGateway } from '#test/support/composed-workshop.ts'
import { eventually } from '#test/support/eventually.ts'
import { poll } from '#test/support/poll.ts'

it.concurrent('badge → verdict → relay closed → metered session, estimated → badge-out → relay open after the hold', async ({
  expect,
  onTestFinished,
}) => {
  const { lab, parts, gateway, sessions } = await composedWorkshop(onTestFinished)
  const { reader, meter, relay } = parts
  await eventually(() => relay.commands.length > 0, gateway.log)
  expect(relay.commands).toEqual([false]) // open before anybody came
  reader.present(CARD)
  await eventually(
    () => relay.closed,
    () => `${gateway.log()} ${JSON.stringify(sessions())}`,
  )
  reader.remove()
  meter.current_A = 1
  const running_from_ms = performance.now()
  await poll('four seconds of work', () => performance.now() - running_from_ms > 4_000)
  meter.current_A = 0.09
  const [until_ms, ran_ms] = [performance.now(), performance.now() - running_from_ms]
  await poll('idle to be metered', () => performance.now() - until_ms > 2_000)

  reader.present(CARD)
  await eventually(() => !relay.closed, gateway.log)
  reader.remove()
  expect(relay.commands).toEqual([false, true, false])
  const session = await poll('the session', () => sessions().find(({ end_reason }) => end_reason === 'badge-out'))
  expect(session).toMatchObject({ member: 'awa', machine: 'juki', grade: 'estimated', no_current: 0 })
  expect(session.running_ms).toBeGreaterThan(ran_ms - 1_500)
  expect(session.running_ms).toBeLessThan(ran_ms + 2_500)
  expect(await gateway.end('SIGTERM')).toBe(0)
  expect((await lab.run('verify', '--json')).json()).toMatchObject({ ok: true, quarantined: 0, gaps: 0 })
})

it.concurrent('goes on without the server: who is listed starts, who is not is refused, and all of it arrives later', async ({
  expect,
  onTestFinished,
}) => {
  const { lab, server, parts, gateway, sessions } = await composedWorkshop(onTestFinished)
  const { dir, reader, relay, plugs } = parts
  const before = gateway.log().length
  await server.end()
  await eventually(() => /no connection/.test(gateway.log().slice(before)), gateway.log)

  reader.present('0000000001')
  await poll('the refused card to be kept', () => waitingBadges(dir).some(body => body.includes('offline-not-listed')))
  expect(relay.closed).toBe(false)
  reader.present(CARD)
  await eventually(() => relay.closed, gateway.log)
  reader.remove()
  plugs.reader.unplug()
  plugs.reader.plug()

  await lab.serve({ NAVETTE_MQTT: server.mqtt })
  const session = await poll('the session', () => sessions()[0])
  expect(session).toMatchObject({ member: 'awa', machine: 'juki', end_reason: null })
  expect(relay.closed).toBe(true)
})

/** Badges in the outbox. The gateway holds its file exclusively: read a copy, with its log. */
function waitingBadges(dir: string): string[] {
  const copy = mkdtempSync(join(dir, 'copy-'))
  for (const name of ['outbox.sqlite', 'outbox.sqlite-wal']) copyFileSync(join(dir, 'data', name), join(copy, name))
  const db = new Database(join(copy, 'outbox.sqlite'))
  const rows = db.prepare<[], { body: string }>("SELECT body FROM waiting WHERE type = 'badge'").all()
  db.close()
  return rows.map(({ body }) => body)
}

it.concurrent('killed under a running machine: cuts nothing, ends the session as power loss, starts again by the same card twice', async ({
  expect,
  onTestFinished,
}) => {
  const { parts, file, gateway: first, sessions, said } = await composedWorkshop(onTestFinished)
  const { reader, meter, relay } = parts
  await eventually(() => relay.commands.length > 0, first.log)
  reader.present(CARD)
  await eventually(() => relay.closed, first.log)
  reader.remove()
  meter.current_A = 1
  await first.end('SIGKILL')
  const commands = relay.commands.length

  const second = await startedGateway(file, onTestFinished)
  await poll('the power loss', () => sessions()[0]?.end_reason === 'power-loss')
  const from_ms = performance.now()
  await poll('seven seconds of work without a supervisor’s right', () => performance.now() - from_ms > 7_000)
  expect(relay.commands).toHaveLength(commands)
  meter.current_A = 0.09
  await eventually(() => !relay.closed, second.log)

  reader.present(CARD)
  const refused = { offline: { verdict: 'denied', reason: 'start-not-confirmed' } }
  await poll('the refusal', () => said('badge').length === 2)
  expect(said('badge')[1]).toMatchObject(refused)
  // Two seconds between the two, and the card gone in between, as the gateway sees it (contract §1, Sessions)
  await livesOn({ said }, 1_000)
  expect(relay.closed).toBe(false)
  reader.remove()
  await livesOn({ said }, 1_000)
  expect(relay.closed).toBe(false)
  reader.present(CARD)
  await eventually(() => relay.closed, second.log)
  reader.remove()
  await poll('the new session', () => sessions()[1]?.end_reason === null)
})
