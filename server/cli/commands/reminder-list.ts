/** `navette reminder list`: who is due which step; with `--sent`, which went out and what became of their mail. */
import type { ReminderWay } from '#server/bank/reminder-mail.ts'
import type { MailRow } from '#server/domain/records.ts'
import { withBank } from '../bank.ts'
import { money } from '../books.ts'
import { print } from '../output.ts'

export async function reminderList({ sent, json }: { sent?: boolean; json?: boolean }): Promise<void> {
  if (sent === true) return await listSent(json)
  const due = await withBank(bank => bank.reminders())
  const text = due.flatMap(({ reminder, name, letter, way }) => [
    `${reminder.issuer}: ${name} (${reminder.payer.id}), ${reminder.step}: ${money(reminder.open_cents)}, ${wayWords(way)}`,
    ...letter.body.split('\n').map(line => `    ${line}`),
  ])
  const result = due.map(({ reminder, letter, way }) => ({ ...reminder, letter, way }))
  print({ reminders: result }, due.length === 0 ? ['Nobody is to be reminded.'] : text, json)
}

async function listSent(json: boolean | undefined): Promise<void> {
  const sent = await withBank(bank => bank.remindersSent())
  const lines = sent.map(
    ({ date, issuer, payer, step, documents, mail }) =>
      `${date} ${issuer} ${payer.id} ${step}: ${documents.join(', ')}, ${mail === null ? 'on paper' : mailWords(mail)}`,
  )
  print({ sent }, lines.length === 0 ? ['No reminder went out yet.'] : lines, json)
}

const mailWords = ({ id, to_address, state, reply }: MailRow): string =>
  `mail ${id} to ${to_address} ${state}${reply === null || state === 'sent' ? '' : ` (${reply})`}`

const WHY = {
  'mail-off': 'the issuer’s "reminder_mail" is off',
  'no-relay': 'there is no mail server',
  'no-sender': 'there is no address to send from',
  'no-address': 'they have no mail address',
  'asked-paper': 'they are written to on paper',
  'by-choice': 'as asked',
} as const
export const wayWords = (way: ReminderWay): string =>
  way.by === 'mail' ? `by mail to ${way.to}` : `on paper (${WHY[way.why]})`
