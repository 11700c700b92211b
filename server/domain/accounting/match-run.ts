/** What a line has to do with a file of ours: a collection that came in, whole or debit by debit, what came back of it, a refund. */
import type { Run, SentItem } from './debit-history.ts'
import type { BankLine, Proposal, Sign } from './match.ts'
import { mentions } from './match-text.ts'
import { isReasonCode } from './payment-reasons.ts'

/** `runs`: the issuer's own. Null: nothing speaks for one of them. */
export function answerOf(line: BankLine, runs: readonly Run[]): Proposal | null {
  if (line.cents < 0) return returnOf(line, runs) ?? refundOf(line, runs)
  return line.reason === null ? (collectionOf(line, runs) ?? debitOf(line, runs)) : refundReturnOf(line, runs)
}

function collectionOf(line: BankLine, runs: readonly Run[]): Proposal | null {
  for (const run of runs) {
    if (run.kind !== 'debit') continue
    const named = isBlockOf(line, run) || mentions(`${line.end_to_end ?? ''} ${line.text}`, run.run)
    const groups = [run.items, ...Map.groupBy(run.items, item => `${item.date}/${item.debit?.sequence}`).values()]
    for (const group of groups) {
      const items = group.filter(item => item.state === 'sent')
      const sum = items.reduce((total, item) => total + item.cents, 0)
      if (items.length === 0 || sum !== line.cents || !(named || onTime(line, items))) continue
      const why: Sign[] = named ? ['batch', 'amount'] : ['amount']
      const parts = items.map(({ document, payer, cents }) => ({ document, payer, cents }))
      const confidence = named ? 'sure' : 'likely'
      return { line: line.id, kind: 'collection', run: run.run, items: parts, confidence, why }
    }
  }
  return null
}
/** The bank repeats the file's id, or its block's: `…-1`. As text that would be another number, where the issuer's own id ends in one. */
const isBlockOf = ({ batch }: BankLine, { run }: Run): boolean => batch === run || batch?.startsWith(`${run}-`) === true
/** Booked on the day the bank was asked for, or the days it needs. */
const onTime = (line: BankLine, items: readonly SentItem[]): boolean =>
  items.length > 1 && items.every(item => item.date <= line.date)

/** One debit booked by itself. Before its day, or of another sum, it is a transfer whose payer wrote our number. */
function debitOf(line: BankLine, runs: readonly Run[]): Proposal | null {
  const fits = ({ state, cents, date }: SentItem): boolean =>
    state === 'sent' && cents === line.cents && date <= line.date
  const found = itemNamed(line, runs, 'debit', fits)
  if (found?.sign !== 'end-to-end') return null
  const { document, payer, cents } = found.item
  const { run } = found.run
  const confidence = line.mandate !== null || isBlockOf(line, found.run) ? 'sure' : 'likely'
  const items = [{ document, payer, cents }]
  return { line: line.id, kind: 'collection', run, items, confidence, why: ['end-to-end', 'amount'] }
}

function refundReturnOf(line: BankLine, runs: readonly Run[]): Proposal | null {
  const found = itemNamed(line, runs, 'refund', ({ state, cents }) => cents === line.cents && isOut(state))
  return found === null ? null : cameBack(line, found)
}

function returnOf(line: BankLine, runs: readonly Run[]): Proposal | null {
  const found = itemNamed(line, runs, 'debit', ({ state }) => isOut(state))
  return found === null || found.item.cents > -line.cents ? null : cameBack(line, found)
}

const isOut = (state: SentItem['state']): boolean => state === 'sent' || state === 'paid'

function cameBack(line: BankLine, { run, item, sign }: Named): Proposal {
  const { document, payer, payment } = item
  const reason = line.reason !== null && isReasonCode(line.reason) ? line.reason : 'MS03'
  const why: Sign[] = line.reason === null ? [sign] : [sign, 'reason']
  const confidence = sign === 'end-to-end' && line.reason !== null ? 'sure' : 'likely'
  return { line: line.id, kind: 'return', run: run.run, document, payer, payment, reason, confidence, why }
}

function refundOf(line: BankLine, runs: readonly Run[]): Proposal | null {
  const found = itemNamed(line, runs, 'refund', item => item.state === 'sent' && item.cents === -line.cents)
  if (found === null) return null
  const { payer, document, cents } = found.item
  const why: Sign[] = [found.sign, 'amount']
  return { line: line.id, kind: 'refund', run: found.run.run, document, payer, cents, confidence: 'sure', why }
}

type Named = { run: Run; item: SentItem; sign: 'end-to-end' | 'number' }

function itemNamed(
  line: BankLine,
  runs: readonly Run[],
  kind: Run['kind'],
  fits: (item: SentItem) => boolean,
): Named | null {
  for (const run of runs.toReversed()) {
    if (run.kind !== kind) continue
    for (const item of run.items) {
      if (!fits(item)) continue
      if (line.end_to_end === item.document) return { run, item, sign: 'end-to-end' }
      if (mentions(line.text, item.document)) return { run, item, sign: 'number' }
    }
  }
  return null
}
