/** `navette account add`: somebody who may sign in: staff, a member, or an organisation that sees what it pays. */
import { Role } from '#server/contract/api.ts'
import { openAccounts } from '../accounts.ts'
import { withLedger } from '../context.ts'
import { CliError, EXIT_FAILED, EXIT_USAGE, print } from '../output.ts'
import { readText } from '../text-file.ts'

type Options = {
  email: string
  passwordFile: string
  role: string
  name?: string
  member?: string
  organisation?: string
  json?: boolean
}

export async function accountAdd(options: Options): Promise<void> {
  const role = Role.safeParse(options.role)
  if (!role.success) throw new CliError(`--role is one of ${Role.options.join(', ')}`, EXIT_USAGE)
  const { email, member = null, organisation = null } = options
  const password = readText('the password file', options.passwordFile)
  const user = await withLedger(async (ledger, config) => {
    const { members, organisations } = (await ledger.present()).directory
    if (role.data === 'member' && member === null) throw new CliError('the role member asks for --member', EXIT_USAGE)
    if (role.data === 'organisation' && organisation === null)
      throw new CliError('the role organisation asks for --organisation', EXIT_USAGE)
    if (member !== null && !members.has(member)) throw new CliError(`there is no member ${member}`)
    if (organisation !== null && !organisations.has(organisation))
      throw new CliError(`there is no organisation ${organisation}`)
    const auth = await openAccounts(config)
    try {
      const wanted = { email, name: options.name ?? email, role: role.data, member, organisation }
      const made = await auth.createUser({ ...wanted, password: password.replace(/\r?\n$/, '') })
      if (made.kind === 'email-taken') throw new CliError(`${email} already has an account`)
      if (made.kind === 'invalid')
        throw new CliError(`${made.path}: ${made.message}`, made.path === 'email' ? EXIT_USAGE : EXIT_FAILED)
      const audited = { actor: 'command-line', action: 'account-create', subject: made.user.id, detail: role.data }
      await ledger.appendAudit({ at_ms: Date.now(), ...audited })
      return made.user
    } finally {
      await auth.close()
    }
  })
  print(
    { id: user.id, email, role: user.role, member, organisation },
    [`${email} may sign in as ${user.role}.`],
    options.json,
  )
}
