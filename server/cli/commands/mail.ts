/** `navette mail`: what is queued is sent by `navette serve`, which takes it up within a second. */
import { readFileSync } from 'node:fs'
import { readNotification } from '#server/billing/mail/notification.ts'
import type { MailRow } from '#server/domain/records.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { withBookkeeping } from '../bookkeeping.ts'
import { billedPeriod } from '../invoices.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

const SHOWN_MAX = 200
const STATES: readonly MailRow['state'][] = ['queued', 'sending', 'sent', 'bounced', 'failed']
const LACKS = {
  ...{ 'no-address': 'has no mail address', 'no-sender': 'its issuer has none to send from' },
  ...{ platform: 'gets them through a platform', paper: 'gets them on paper' },
}

type SendOptions = { issuer?: string; only?: string[]; json?: boolean }

export const mailSend = (text: string, { issuer, only, json }: SendOptions): Promise<void> =>
  withBookkeeping(async desk => {
    const period = billedPeriod(text)
    const outcome = await desk.send({ period, issuer: issuer ?? null, numbers: only ?? null })
    if (outcome.kind === 'objected') throw new CliError(wordsOf(outcome.objection))
    const { queued, known, unsendable } = outcome
    const lines = [
      `${queued} queued${known === 0 ? '' : `, ${known} were already`}; "navette serve" sends them.`,
      ...unsendable.map(({ number, name, why }) => `  ${number} not sent: ${name} ${LACKS[why]}`),
    ]
    print({ period, queued, known, unsendable }, lines, json)
  })

export const mailStatus = ({ state, json }: { state?: string; json?: boolean }): Promise<void> =>
  withBookkeeping(async desk => {
    const asked = STATES.find(one => one === state)
    if (state !== undefined && asked === undefined)
      throw new CliError(`"${state}" is none of ${STATES.join(', ')}`, EXIT_USAGE)
    const { page, counts, relay } = await desk.outbox({ limit: SHOWN_MAX, cursor: null, state: asked })
    const lines = [
      STATES.map(one => `${counts[one]} ${one}`).join(', '),
      ...(relay ? [] : ['There is no mail server: set NAVETTE_SMTP_URL.']),
      ...page.items.map(lineOf),
    ]
    print({ counts, relay, mails: page.items }, lines, json)
  })

const lineOf = ({ id, about, kind, to_address, state, reply }: MailRow): string =>
  `  ${id}  ${about} ${kind} to ${to_address}: ${state}${reply === null || state === 'sent' ? '' : ` (${reply})`}`

export const mailRetry = (text: string, { json }: { json?: boolean }): Promise<void> =>
  withBookkeeping(async desk => {
    const id = Number(text)
    if (!Number.isSafeInteger(id) || id < 1) throw new CliError(`"${text}" is no number of a mail`, EXIT_USAGE)
    const outcome = await desk.retryMail(id)
    if (outcome.kind === 'objected') throw new CliError(wordsOf(outcome.objection))
    print({ id }, [`Mail ${id} is queued again.`], json)
  })

/** A mail with a bill and its copy; what is larger is no notification. */
const NOTIFICATION_BYTES_MAX = 32 * 1024 * 1024

/** From a file, or as a mail server pipes it. */
export async function mailBounce(file: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const bytes = readFileSync(file ?? STDIN)
  const told = bytes.length > NOTIFICATION_BYTES_MAX ? null : readNotification(bytes)
  if (told === null) throw new CliError('this is no delivery status notification (RFC 3464)')
  const outcome = await withBookkeeping(desk => desk.bounceByNotification(told))
  if (outcome.kind === 'objected') throw new CliError(wordsOf(outcome.objection))
  if (outcome.kind === 'not-lost') return print({ bounced: null }, ['Nothing is lost: nothing is changed.'], json)
  const { id, about, to_address, reply } = outcome.mail
  print({ bounced: id, about, reply }, [`Mail ${id} (${about}) to ${to_address} came back: ${reply}`], json)
}
const STDIN = 0
