/** What the `period` commands share: the books on the opened ledger, months read from text, and plain words for what waits. */
import type { BooksParts } from '#server/books/ports.ts'
import { type CloseRefusal, saidOfClosing } from '#server/domain/periods/close.ts'
import type { Decision } from '#server/domain/periods/entries.ts'
import type { SettleItem } from '#server/domain/periods/queue.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { localClock, localDate } from '#server/domain/time.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { withLedger } from './context.ts'
import { CliError, EXIT_USAGE } from './output.ts'

/** Whoever has a shell on the data directory signs as it. */
export const COMMAND_LINE = 'command-line'

const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })
export const money = (cents: number): string => euros.format(cents / 100)

export function monthOf(text: string): string {
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(text))
    throw new CliError(`"${text}" is no month: write it as 2026-10`, EXIT_USAGE)
  return text
}

/** Open sessions are counted by the running server alone: what is settled by them is settled on screen. */
export const withBooks = <T>(work: (parts: BooksParts, ledger: Ledger) => Promise<T>): Promise<T> =>
  withLedger(async ledger => {
    const { directory, head } = await ledger.load()
    if (directory.site === null) throw new CliError('there is no atelier here yet: run "navette setup" first')
    const rules = { directory: () => directory, directory_n: () => head }
    return work({ ledger, ...rules, openSessions: () => [], now_ms: Date.now }, ledger)
  })

const HAPPENED: Record<SettleItem['kinds'][number], string> = {
  'open-session': 'a session that nobody ended',
  contested: 'a session its member contests',
  declared: 'a session from the notebook that its member has not confirmed',
  unattributed: 'the machine ran without a session',
  'no-current': 'a session without any current',
  overlap: 'two sessions at one machine at one time',
  fault: 'a session with a fault in it (its minutes are not charged)',
  forgotten: 'a forgotten badge-out (charged to the last current)',
  incomplete: 'a session of which messages are missing',
}

/** With its seconds, so that one tells short ones apart; cut, as screens say it. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

export function itemLine({ thing, kinds, proposal, decided }: SettleItem, zone: string): string {
  const when = `${localDate(thing.start_at_ms, zone)} ${localClock(thing.start_at_ms, zone)}`
  const who = thing.member === null ? '' : `, ${thing.member}`
  const what = kinds.map(kind => HAPPENED[kind]).join('; ')
  const next =
    decided !== null
      ? `decided: ${words(decided.decision)}`
      : proposal === null
        ? 'nothing obvious'
        : `proposed: ${words(proposal)}`
  return `  ${thing.ref}\n    ${when}, ${thing.machine}${who}, ${duration(thing.measures.running_ms)} running: ${what} (${next})`
}

export function words(decision: Decision): string {
  switch (decision.kind) {
    case 'keep':
      return 'keep it as measured'
    case 'assign':
      return `it was ${decision.member}`
    case 'waive':
      return 'the cooperative bears it'
    case 'pool':
      return `charge it to ${decision.pool}`
    case 'split':
      return 'split it'
    case 'as-counted':
      return 'settle it by what is counted'
  }
}

export function refusalWords(period: string, refusal: CloseRefusal): string {
  const words = wordsOf(saidOfClosing(period, refusal))
  if (refusal.kind === 'on-trial') return `${words}: "navette period trial none"`
  return refusal.kind === 'unsettled' ? `${words}: see "navette period settle ${period}"` : words
}
