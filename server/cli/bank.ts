/** What the commands about money that moves share: the desk on the opened ledger, payers and euros read from text. */

import { type Bank, createBank } from '#server/bank/desk.ts'
import type { Outcome } from '#server/bank/pay.ts'
import type { BankParts } from '#server/bank/ports.ts'
import { bankFiles } from '#server/bank-files.ts'
import { centsOfFrench, dateOf } from '#server/billing/statement-file/amounts.ts'
import type { Config } from '#server/config.ts'
import type { Directory } from '#server/domain/directory.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { mailSettings } from '#server/outbox.ts'
import { withLedger } from './context.ts'
import { CliError, EXIT_USAGE } from './output.ts'

export const withBank = <T>(work: (bank: Bank, directory: Directory) => Promise<T>): Promise<T> =>
  withLedger(async (ledger, config) => {
    const parts = await bankPartsOf(ledger, config)
    return work(createBank(parts), parts.directory())
  })

export async function bankPartsOf(ledger: Ledger, config: Config) {
  const { directory } = await ledger.present()
  if (directory.site === null) throw new CliError('there is no atelier here yet: run "navette setup" first')
  return {
    ...{ ledger, files: bankFiles, mail: mailSettings(config) },
    ...{ directory: () => directory, now_ms: Date.now },
  } satisfies BankParts
}

/** What was done, or the objection as one sentence. */
export function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'busy') throw new CliError('others keep writing: look again and repeat')
  if (outcome.kind === 'objected') throw new CliError(wordsOf(outcome.objection))
  return outcome.result
}

/** `awa` or `member/awa`, `organisation/fil-et-forme`. */
export function payerOf(text: string, { members, organisations }: Directory): Payer {
  const [kind, id] = text.includes('/') ? text.split('/') : [members.has(text) ? 'member' : 'organisation', text]
  const known = kind === 'member' ? members.has(id ?? '') : kind === 'organisation' && organisations.has(id ?? '')
  if (!known || id === undefined) throw new CliError(`there is no member and no organisation "${text}"`)
  return { kind: kind as Payer['kind'], id }
}

/** The one that is meant, or the only one there is. */
export function issuerOf(id: string | undefined, { issuers }: Directory): string {
  if (id !== undefined && !issuers.has(id)) throw new CliError(`there is no issuer "${id}"`)
  if (id !== undefined) return id
  if (issuers.size !== 1)
    throw new CliError(`say which issuer with --issuer: ${[...issuers.keys()].join(', ')}`, EXIT_USAGE)
  return [...issuers.keys()][0] ?? ''
}

export function centsOf(text: string): number {
  const cents = centsOfFrench(text)
  if (cents === null) throw new CliError(`"${text}" is no amount: write it as 123,45`, EXIT_USAGE)
  return cents
}

export function dayOf(text: string | undefined, fallback: string): string {
  if (text === undefined) return fallback
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || dateOf(text) === null)
    throw new CliError(`"${text}" is no day: write it as 2026-11-22`, EXIT_USAGE)
  return text
}
