/** Notices from what stands to the mailbox: the real ledger file and a real SMTP server; a restart tells nothing twice. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sendingRounds } from '#server/billing/mail/sender.ts'
import { smtpTransport } from '#server/billing/mail/transport.ts'
import { CALM_MS } from '#server/domain/notices/decide.ts'
import { NO_WISH, type Wish } from '#server/domain/notices/types.ts'
import type { FaultRow } from '#server/domain/records.ts'
import { type NoticeParts, sendNotices } from '#server/notices/watch.ts'
import { aDirectory, aFault, NOW_MS } from '../support/fake-ports.ts'
import { type QueueLab, queueLab, SILENT } from '../support/mail-lab.ts'
import { SmtpLab } from '../support/smtp-lab.ts'

let smtp: SmtpLab
let lab: QueueLab
let now_ms = NOW_MS
let faults: FaultRow[] = []
const directory = aDirectory()
const ACCOUNTS = [
  { id: 'u1', name: 'Malik', email: 'malik@example.org', role: 'animateur', member: null },
  { id: 'u2', name: 'Awa', email: 'awa@example.org', role: 'member', member: 'awa' },
  { id: 'u3', name: 'Sans adresse', email: null, role: 'manager', member: null },
]
let accounts = ACCOUNTS

beforeEach(async () => {
  now_ms = NOW_MS
  faults = []
  accounts = ACCOUNTS
  lab = await queueLab()
  smtp = await SmtpLab.start()
})
afterEach(async () => {
  await lab.close()
  await smtp.stop()
})

const WISH: Wish = { ...NO_WISH, topics: { fault: 'now', care: 'now', card: 'now', silent: 'now' } }
const look = (): Promise<number> => {
  const { ledger } = lab
  const parts: NoticeParts = {
    ledger: {
      noticeWishes: () => ledger.noticeWishes(),
      noticeStates: () => ledger.noticeStates(),
      keepNotices: (states, orders, at_ms) => ledger.keepNotices(states, orders, at_ms),
      faults: async () => ({ items: faults, next: null }),
      unknownCards: limit => ledger.unknownCards(limit),
    },
    ...{ directory: () => directory, accounts: async () => accounts, url: 'https://navette.example' },
    machines: () => [{ machine: 'juki-1', heard_at_ms: now_ms, wear_ms: undefined }],
    ...{ clock: { now_ms: () => now_ms }, log: { error: () => undefined } },
  }
  return sendNotices(parts)
}
async function deliver(): Promise<void> {
  const round = sendingRounds({
    queue: lab.ledger,
    transport: smtpTransport({ url: smtp.url, from: 'navette@atelier.example' }),
    files: async () => [],
    ...{ clock: { now_ms: () => now_ms }, log: SILENT },
  })
  while ((await round()) !== null);
}

it('mails who asked when a fault begins and when it is over, across a restart, and nobody else', async () => {
  await lab.ledger.putNoticeWish('u1', WISH)
  await lab.ledger.putNoticeWish('u3', WISH)
  faults = [aFault({ id: 1, detail: 'le fil casse <b>toujours</b>', code: 'reported' })]
  expect(await look()).toBe(1)
  await lab.reopen()
  now_ms += 60_000
  expect(await look()).toBe(0)
  await deliver()
  expect(smtp.accepted.map(({ to }) => to)).toEqual([['malik@example.org']])
  const [{ mail }] = smtp.accepted as [SmtpLab['accepted'][number]]
  expect(mail.subject).toBe('JUKI-1\u00a0: panne (signalée par une personne)')
  expect(mail.text).toContain('le fil casse <b>toujours</b>')
  expect(mail.html).toContain('le fil casse &lt;b&gt;toujours&lt;/b&gt;')
  expect(mail.text).toContain('https://navette.example/machines/juki-1')
  expect(mail.from?.address).toBe('navette@atelier.example')

  faults = []
  now_ms += CALM_MS - 1
  expect(await look()).toBe(0)
  now_ms += 1
  expect(await look()).toBe(1)
  await deliver()
  expect(smtp.accepted.at(-1)?.mail.subject).toBe('JUKI-1\u00a0: panne (signalée par une personne), c’est réglé')
})

it('tells who was given a fault, though they asked for nothing, and what is theirs is erased with them', async () => {
  faults = [aFault({ id: 7 })]
  const fault = { n: 7, code: 'thread', machine: 'juki-1' }
  directory.repairs.set('panne-7-thread', {
    ...{ ...fault, id: 'panne-7-thread', acknowledged: null, resolved: null },
    assigned: { to: 'awa', by: 'u1', at_ms: NOW_MS },
  })
  expect(await look()).toBe(1)
  const { items } = await lab.ledger.mails({ limit: 10, cursor: null })
  expect(items).toMatchObject([
    { recipient_kind: 'member', recipient: 'awa', kind: 'notice', about: 'JUKI-1', to_address: 'awa@example.org' },
  ])
  expect(items[0]?.subject).toMatch(/une panne vous est confiée/)
  const members = [...directory.members.values()]
  await lab.ledger.appendDirectory([{ type: 'members-put', members, badges: [], by: 'x' }], 1)
  await lab.ledger.appendDirectory([{ type: 'member-erased', member: 'awa', by: 'x', at_ms: 1 }], 1)
  expect((await lab.ledger.mails({ limit: 10, cursor: null })).items).toEqual([])
  directory.repairs.clear()
})

it('forgets what an account wished once it is gone', async () => {
  await lab.ledger.putNoticeWish('u1', WISH)
  faults = [aFault({ id: 1 })]
  await look()
  accounts = []
  await look()
  expect([await lab.ledger.noticeWishes(), await lab.ledger.noticeStates()]).toEqual([new Map(), new Map()])
})
