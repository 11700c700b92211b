/** `navette period statement 2026-10/awa --to FILE`: a member's month as PDF, with the statement's own figures. */

import { createDocumentFiles } from '#server/billing/files.ts'
import { paperOf } from '#server/billing/paper.ts'
import { memberMonth } from '#server/books/statements.ts'
import { rulesOf } from '#server/domain/periods/rules.ts'
import { statementSheet } from '#server/domain/sharing/sheet.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { money } from '../books.ts'
import { withLedger } from '../context.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'
import { writeWhole } from '../whole-file.ts'

type Options = { to?: string; json?: boolean }

export async function periodStatement(id: string, { to, json }: Options): Promise<void> {
  const [, period, member] = /^(\d{4}-(?:0[1-9]|1[0-2]))\/([a-z0-9][a-z0-9-]{0,31})$/.exec(id) ?? []
  if (period === undefined || member === undefined)
    throw new CliError(`"${id}" names no statement: write it as 2026-10/awa`, EXIT_USAGE)
  const path = to ?? `${period}-${member}.pdf`
  const sheet = await withLedger(async (ledger, config) => {
    const { directory, head } = await ledger.present()
    const rules = { directory: () => directory, directory_n: () => head }
    const parts = { ledger, ...rules, openSessions: () => [], now_ms: Date.now }
    const month = await memberMonth(parts, period, member)
    if (month === null) throw new CliError(`${period} has nothing to say of ${member}`)
    const names = new Map((await ledger.persons()).map(person => [person.member, person.name]))
    const nameOf = ({ kind, id: of }: Payer): string =>
      (kind === 'organisation' ? directory.organisations.get(of)?.name : names.get(of)) ?? of
    const { statement, uses, closing } = month
    const made = statementSheet({
      ...{ directory, period, statement, uses, closed_at_ms: closing?.at_ms ?? null, nameOf },
      ...{ contest_days: rulesOf(directory.site).contest_days, now_ms: Date.now() },
    })
    const files = createDocumentFiles(paperOf(config, ledger))
    try {
      writeWhole(path, await files.statement(made))
    } finally {
      await files.close()
    }
    return made
  })
  const { total_cents, running_ms, sessions } = sheet
  print({ file: path, total_cents, running_ms, sessions }, [`${path}: ${money(total_cents)}, net of VAT`], json)
}
