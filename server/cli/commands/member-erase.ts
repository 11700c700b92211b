/** Takes a person out: name, address, bank details, badges and sign-in go; sessions keep an id that names nobody. */
import { openAccounts } from '../accounts.ts'
import { withLedger } from '../context.ts'
import { CliError, print } from '../output.ts'

export async function memberErase(member: string, options: { yes?: boolean; json?: boolean }): Promise<void> {
  const erased = await withLedger(async (ledger, config) => {
    const { directory } = await ledger.load()
    if (!directory.members.has(member)) throw new CliError(`there is no member ${member}`)
    if (options.yes !== true) throw new CliError(`this cannot be undone: run it again with --yes to erase ${member}`)
    const at_ms = Date.now()
    const auth = await openAccounts(config)
    const accounts = auth.removeUsersOf(member)
    await auth.close()
    await ledger.erasePerson(member)
    await ledger.appendDirectory([{ type: 'member-erased', member, by: 'command-line', at_ms }], at_ms)
    await ledger.appendAudit({ at_ms, actor: 'command-line', action: 'member-erase', subject: member, detail: '' })
    return { member, accounts }
  })
  print(
    erased,
    [`${member} is erased: name, addresses, bank details, badges, ${erased.accounts} sign-in accounts.`],
    options.json,
  )
}
