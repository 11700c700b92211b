/** `navette year`: what a year came to, and closing it. */
import type { YearResult } from '#server/domain/accounting/books-entries.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { issuerOf } from '../bank.ts'
import { withBookkeeping, yearOf } from '../bookkeeping.ts'
import { COMMAND_LINE, money } from '../books.ts'
import { CliError, print } from '../output.ts'

type Options = { issuer?: string; keepAdvances?: boolean; json?: boolean }

export const yearStatus = (text: string, { issuer: id, keepAdvances = false, json }: Options): Promise<void> =>
  withBookkeeping(async (desk, directory) => {
    const issuer = issuerOf(id, directory)
    const now = await desk.year({ issuer, year: yearOf(text), keep_advances: keepAdvances })
    if (now === null) throw new CliError(`there is no issuer "${issuer}"`)
    const { year, result, closed, objections } = now
    const state =
      closed !== null
        ? [`${year} of ${issuer} is closed (journal ${closed.n}).`]
        : objections.length === 0
          ? [`${year} of ${issuer} can be closed.`]
          : [`${year} of ${issuer} cannot be closed yet:`, ...objections.map(one => `  ${wordsOf(one)}`)]
    print(now, [...state, ...resultText(closed?.result ?? result)], json)
  })

export const yearClose = (text: string, { issuer: id, keepAdvances = false, json }: Options): Promise<void> =>
  withBookkeeping(async (desk, directory) => {
    const issuer = issuerOf(id, directory)
    const year = yearOf(text)
    const outcome = await desk.closeYear({ issuer, year, keep_advances: keepAdvances, by: COMMAND_LINE })
    if (outcome.kind === 'busy') throw new CliError('others keep writing: look again and repeat')
    if (outcome.kind === 'objected') throw new CliError(outcome.objections.map(wordsOf))
    const { n, result, fec_hash } = outcome
    print(
      { issuer, year, n, result, fec_hash },
      [`${year} of ${issuer} is closed (journal ${n}).`, ...resultText(result)],
      json,
    )
  })

const resultText = (result: YearResult): string[] => [
  `  ${result.documents} documents: ${money(result.billed_cents)} billed, ${money(result.credited_cents)} credited, VAT ${money(result.vat_cents)}`,
  `  ${money(result.received_cents)} received, ${money(result.refunded_cents)} given back`,
  `  income kept here ${money(result.income_cents)}; at the end ${money(result.owed_cents)} owed, ${money(result.advances_cents)} in advance`,
]
