/**
 * Looks at what stands and mails who asked to be told. Everything is decided in domain/notices; here it is gathered, kept and sent.
 * What a reader was told is on disk together with the mail that tells it, so that a restart tells nothing twice.
 */
import type { Directory } from '../domain/directory.ts'
import { messageId } from '../domain/mail/message-id.ts'
import type { MailOrder } from '../domain/mail/types.ts'
import { conditionsOf, type Heard } from '../domain/notices/conditions.ts'
import { decideNotice } from '../domain/notices/decide.ts'
import {
  type Condition,
  NOTHING_TOLD,
  type Notice,
  type ReaderState,
  topicsOf,
  type Wish,
} from '../domain/notices/types.ts'
import type { FaultRow, Page, UnknownCardRow } from '../domain/records.ts'
import { noticeMail } from './words.ts'

/** "At once" is within this; a person reads mail slower. */
const LOOK_MS = 10_000
const PAGE = 200
const CARDS_MAX = 50

export type Account = { id: string; name: string; email: string | null; role: string; member: string | null }
export type NoticeLedger = {
  noticeWishes(): Promise<Map<string, Wish>>
  noticeStates(): Promise<Map<string, ReaderState>>
  keepNotices(
    states: ReadonlyMap<string, ReaderState | null>,
    orders: readonly MailOrder[],
    now_ms: number,
  ): Promise<void>
  faults(query: { open: boolean; limit: number; cursor: string | null }): Promise<Page<FaultRow>>
  unknownCards(limit: number): Promise<UnknownCardRow[]>
}
export type NoticeParts = {
  ledger: NoticeLedger
  directory(): Directory
  machines(): Heard[]
  accounts(): Promise<Account[]>
  /** where people open the dashboard; null: not told, and mails have no link */
  url: string | null
  clock: { now_ms(): number }
  log: { error(fields: object, message: string): void }
  look_ms?: number | undefined
}

export function watchNotices(parts: NoticeParts): { stop(): Promise<void> } {
  const look_ms = parts.look_ms ?? LOOK_MS
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let looking: Promise<void> = Promise.resolve()
  const next = (): void => {
    if (stopped) return
    timer = setTimeout(() => {
      looking = look().then(next)
    }, look_ms)
    timer.unref()
  }
  const look = async (): Promise<void> => {
    try {
      await sendNotices(parts)
    } catch (error) {
      parts.log.error({ error }, 'notices could not be looked at')
    }
  }
  next()
  return {
    async stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await looking
    },
  }
}

/** One look; how many mails were ordered. */
export async function sendNotices(parts: NoticeParts): Promise<number> {
  const { ledger, clock } = parts
  const [accounts, wishes, before] = await Promise.all([parts.accounts(), ledger.noticeWishes(), ledger.noticeStates()])
  const directory = parts.directory()
  const assigned = [...directory.repairs.values()].some(one => one.assigned !== null && one.resolved === null)
  if (wishes.size === 0 && before.size === 0 && !assigned) return 0
  const now_ms = clock.now_ms()
  const conditions = await gather(parts, directory, now_ms)
  const states = new Map<string, ReaderState | null>()
  const orders: MailOrder[] = []
  for (const account of accounts) {
    const known = before.get(account.id)
    const decided = decideNotice(known ?? NOTHING_TOLD, {
      ...{ wish: wishes.get(account.id) ?? null, signature: account.member ?? account.id, conditions, now_ms },
      ...{ topics: topicsOf(account.role), zone: directory.site?.timezone ?? 'UTC' },
    })
    // without an address nothing is told: somebody who gets one later hears of what stands then
    if (account.email === null || JSON.stringify(decided.state) === JSON.stringify(known ?? NOTHING_TOLD)) continue
    states.set(account.id, decided.state)
    if (decided.notice !== null)
      orders.push(orderOf(decided.notice, { ...account, email: account.email }, { directory, now_ms, url: parts.url }))
  }
  const here = new Set(accounts.map(({ id }) => id))
  for (const id of [...wishes.keys(), ...before.keys()]) if (!here.has(id)) states.set(id, null)
  if (states.size > 0) await ledger.keepNotices(states, orders, now_ms)
  return orders.length
}

async function gather({ ledger, machines }: NoticeParts, directory: Directory, now_ms: number): Promise<Condition[]> {
  const faults: FaultRow[] = []
  for (let cursor: string | null = null; ; ) {
    const page = await ledger.faults({ open: true, limit: PAGE, cursor })
    faults.push(...page.items)
    if (page.next === null) break
    cursor = page.next
  }
  const cards = await ledger.unknownCards(CARDS_MAX)
  return conditionsOf({ directory, faults, cards, machines: machines(), now_ms })
}

type At = { directory: Directory; now_ms: number; url: string | null }

function orderOf(notice: Notice, account: Account & { email: string }, { directory, now_ms, url }: At): MailOrder {
  const { site } = directory
  const language = directory.members.get(account.member ?? '')?.language ?? 'fr'
  const atelier = site?.name ?? 'Navette'
  const reader = { name: account.name, language, atelier, zone: site?.timezone ?? 'UTC', url, now_ms }
  return {
    ...noticeMail(notice, reader),
    message_id: messageId({
      site: site?.site ?? '',
      kind: 'notice',
      about: `${account.id}-${now_ms}`,
      address: account.email,
    }),
    ...{ kind: 'notice', issuer: null, about: machinesOf(notice), attachments: [] },
    // erased with the person, where there is one
    recipient: account.member === null ? { kind: 'staff', id: account.id } : { kind: 'member', id: account.member },
    ...{ to_name: account.name, to_address: account.email, from_name: atelier, reply_to: replyTo(directory) },
  }
}

/** As the outbox shows it. */
const machinesOf = ({ began, over }: Notice): string =>
  [...new Set([...began, ...over].map(({ machine_name }) => machine_name))].join(', ')

/** The house answers: a notice comes from no issuer in particular. */
const replyTo = ({ issuers }: Directory): string | null =>
  [...issuers.values()].map(issuer => issuer.invoicing?.email ?? null).find(email => email !== null) ?? null
