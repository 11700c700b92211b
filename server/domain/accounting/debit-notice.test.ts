import { expect, it } from 'vitest'
import { type NoticeMail, toldOf } from './debit-notice.ts'

const mail = (state: NoticeMail['state'], sent_on: string | null = null): NoticeMail => ({ state, sent_on })

it.each<[string, NoticeMail[], string]>([
  ['an invoice without a mail, by its date', [], '2026-11-03'],
  ['one that was mailed later, from that day on', [mail('sent', '2026-11-09')], '2026-11-09'],
  ['one that came back and went out again', [mail('sent', '2026-11-20'), mail('bounced', '2026-11-03')], '2026-11-20'],
  ['one that waits', [mail('queued')], 'notice-waits'],
  ['one that came back and waits', [mail('bounced', '2026-11-03'), mail('sending')], 'notice-waits'],
  ['one that came back', [mail('bounced', '2026-11-03')], 'notice-came-back'],
  ['one that could not be sent', [mail('failed')], 'notice-came-back'],
])('tells of %s', (_what, mails, expected) => {
  const told = toldOf('2026-11-03', mails)
  expect(told.kind === 'told' ? told.on : told.kind).toBe(expected)
})
