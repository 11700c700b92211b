/** Takes a person out: name, address, bank details, badges and sign-in go; sessions keep an id that names nobody. */
import { draftsOf } from '#server/accounts/drafts.ts'
import { createBank } from '#server/bank/desk.ts'
import { closeContext, monthNow } from '#server/books/month.ts'
import type { Config } from '#server/config.ts'
import { type Said, wordsOf } from '#server/domain/refusals.ts'
import type { Untouched } from '#server/domain/who/erasure.ts'
import { erasureHeldBack } from '#server/erasure.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { openAccounts } from '../accounts.ts'
import { bankPartsOf } from '../bank.ts'
import { COMMAND_LINE, money } from '../books.ts'
import { withLedger } from '../context.ts'
import { accountsPartsOf } from '../invoices.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

type Options = { yes?: boolean; anyway?: string; json?: boolean }

export async function memberErase(member: string, { yes, anyway, json }: Options): Promise<void> {
  if (anyway?.trim() === '') throw new CliError('say why it is done anyway: --anyway "…"', EXIT_USAGE)
  const erased = await withLedger(async (ledger, config) => {
    const { directory } = await ledger.present()
    if (!directory.members.has(member)) throw new CliError(`there is no member ${member}`)
    const as_of_n = (await ledger.head()).n
    const in_the_way = await heldBack(ledger, config, member)
    if (in_the_way.length > 0 && anyway === undefined) throw new CliError(refusal(member, in_the_way))
    if (yes !== true) throw new CliError(`this cannot be undone: run it again with --yes to erase ${member}`)
    return erase({ ledger, config, untouched: { member, as_of_n }, in_the_way, anyway })
  })
  print(
    erased,
    [
      `${member} is erased: name, addresses, bank details, badges, ${erased.accounts} sign-in accounts.`,
      ...erased.anyway.map(one => `  left as it is: ${line(one)}`),
    ],
    json,
  )
}

/** Open at most once at each machine: far more than anybody holds. */
const OPEN_READ_MAX = 500

async function heldBack(ledger: Ledger, config: Config, member: string): Promise<Said[]> {
  const { items } = await ledger.sessions({ member, open: true, limit: OPEN_READ_MAX, cursor: null })
  const parts = await accountsPartsOf(ledger, config)
  const books = { ...parts, openSessions: () => items }
  return erasureHeldBack(
    {
      ...{ openSessions: items, directory: parts.directory(), now_ms: parts.now_ms() },
      books: { context: () => closeContext(books), now: period => monthNow(books, period) },
      accounts: {
        months: async () => (await ledger.closings()).map(({ period }) => period).toReversed(),
        drafts: (period, of) => draftsOf(parts, period, of),
      },
      bank: createBank(await bankPartsOf(ledger, config)),
    },
    member,
  )
}

type Erase = { ledger: Ledger; config: Config; untouched: Untouched; in_the_way: Said[]; anyway: string | undefined }
async function erase({ ledger, config, untouched, in_the_way, anyway }: Erase) {
  const { member } = untouched
  const at_ms = Date.now()
  const held = in_the_way.length > 0
  const entry = { type: 'member-erased' as const, member, by: COMMAND_LINE, at_ms }
  await ledger.appendDirectory([held ? { ...entry, anyway: in_the_way } : entry], at_ms, untouched)
  const auth = await openAccounts(config)
  const accounts = auth.removeUsersOf(member)
  await auth.close()
  const detail = held ? `anyway: ${anyway}` : ''
  await ledger.appendAudit({ at_ms, actor: COMMAND_LINE, action: 'member-erase', subject: member, detail })
  return { member, accounts, anyway: in_the_way }
}

const refusal = (member: string, in_the_way: readonly Said[]): string[] => [
  `something still needs ${member}’s name or address:`,
  ...in_the_way.map(one => `  ${line(one)}`),
  'put it right first, or say why it is to be done all the same: --anyway "…"',
]

function line(one: Said): string {
  const { cents } = one.params
  return typeof cents === 'number' ? `${wordsOf(one)} (${money(cents)})` : wordsOf(one)
}
