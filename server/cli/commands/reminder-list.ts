/** `navette reminder list`: who is due which step. */
import { withBank } from '../bank.ts'
import { money } from '../books.ts'
import { print } from '../output.ts'

export async function reminderList({ json }: { json?: boolean }): Promise<void> {
  const due = await withBank(bank => bank.reminders())
  const text = due.flatMap(({ reminder, name, letter }) => [
    `${reminder.issuer}: ${name} (${reminder.payer.id}), ${reminder.step}: ${money(reminder.open_cents)}`,
    ...letter.body.split('\n').map(line => `    ${line}`),
  ])
  const result = due.map(({ reminder, letter }) => ({ ...reminder, letter }))
  print({ reminders: result }, due.length === 0 ? ['Nobody is to be reminded.'] : text, json)
}
