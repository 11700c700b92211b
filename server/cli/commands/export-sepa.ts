/** `navette export sepa`: the file for the bank, made once and kept; or shown before, or the very same again. */
import { statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Bank } from '#server/bank/desk.ts'
import type { Plan } from '#server/bank/run.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { done, issuerOf, withBank } from '../bank.ts'
import { COMMAND_LINE, money } from '../books.ts'
import { CliError, print } from '../output.ts'

type Options = {
  issuer?: string
  refunds?: boolean
  dryRun?: boolean
  only?: string[]
  out?: string
  again?: string
  cancel?: string
  json?: boolean
}

export const exportSepa = (options: Options): Promise<void> =>
  withBank(async (bank, directory) => {
    const issuer = issuerOf(options.issuer ?? collecting(await bank.mandates()), directory)
    if (options.again !== undefined) return await again(bank, issuer, options.again, options)
    if (options.cancel !== undefined) return await cancel(bank, issuer, options.cancel, options)
    mayWrite(options)
    const kind = options.refunds === true ? 'refund' : 'debit'
    if (options.dryRun === true) return show(await bank.plan(issuer, kind), options)
    const made = done(await bank.makeRun({ issuer, kind, items: options.only ?? null, by: COMMAND_LINE }))
    const sum = made.items.reduce((total, item) => total + item.cents, 0)
    const { run, file_hash, items } = made
    const text = [`${run}: ${items.length} for ${money(sum)}, SHA-256 ${file_hash}`]
    give(made.file, text, { run, kind, file_hash, items, sum_cents: sum }, options)
  })

/** Where all who signed a mandate signed it to one issuer, that one is meant. */
function collecting(mandates: readonly { issuer: string }[]): string | undefined {
  const issuers = new Set(mandates.map(one => one.issuer))
  return issuers.size === 1 ? [...issuers][0] : undefined
}

async function again(bank: Bank, issuer: string, run: string, options: Options): Promise<void> {
  const kept = await bank.runFile(issuer, run)
  if ('code' in kept) throw new CliError(wordsOf(kept))
  give(kept.xml, [`${run}, as it was made`], { run }, options)
}

async function cancel(bank: Bank, issuer: string, run: string, { json }: Options): Promise<void> {
  done(await bank.cancelRun({ issuer, run, by: COMMAND_LINE }))
  print({ run, cancelled: true }, [`${run} is cancelled: what was in it can be collected again.`], json)
}

/** Asked before the file is made: it is made once, and what is in it waits for the bank's answer. */
function mayWrite({ out }: Options): void {
  if (out === undefined || isDirectory(out) || isDirectory(dirname(out))) return
  throw new CliError(`cannot write ${out}: there is no such directory`)
}
const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** With --out the file goes there and the words to standard output; without, the file alone, so that it can be piped. */
function give(
  xml: string,
  text: string[],
  result: { run: string; [more: string]: unknown },
  { out, json }: Options,
): void {
  if (out === undefined && json !== true) process.stdout.write(xml)
  const file = out === undefined ? null : written(out, result.run, xml)
  if (file !== null || json === true) print({ ...result, file: file ?? xml }, text, json)
}

function written(out: string, run: string, xml: string): string {
  const file = isDirectory(out) ? join(out, `${run}.xml`) : out
  try {
    writeFileSync(file, xml, { mode: 0o600 })
  } catch (error) {
    throw new CliError(`${run} is made, but cannot be written: ${(error as Error).message}; get it with --again ${run}`)
  }
  return file
}

function show({ run, debits, refunds, refusal }: Plan, { json }: Options): void {
  const lines = debits?.lines ?? refunds?.lines ?? []
  const left = debits?.left ?? refunds?.left ?? []
  const when = new Map(debits?.lines.map(({ document, date, debit }) => [document, `  ${date} ${debit.sequence}`]))
  const text = [
    ...(refusal === null ? [] : [`nothing can be made: ${wordsOf(refusal)}`]),
    ...lines.map(
      ({ document, payer, cents }) => `  ${document}  ${payer.id}  ${money(cents)}${when.get(document) ?? ''}`,
    ),
    ...left.map(one => `  ${one.document}  ${one.payer.id}  ${money(one.cents)}  left out: ${one.why}`),
  ]
  const items = lines.map(({ document, payer, cents }) => ({ document, payer, cents }))
  print({ run, items, left, refusal: refusal?.code ?? null }, text, json)
}
