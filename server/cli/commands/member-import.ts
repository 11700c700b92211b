/** A member list: without `--apply` a dry run; with it all or nothing. */
import { readFileSync } from 'node:fs'
import type { MemberPlan } from '#server/ingest/members/plan.ts'
import { sayProblem } from '#server/ingest/members/problem.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { planMemberList } from '../../member-list.ts'
import { withLedger } from '../context.ts'
import { CliError, EXIT_FAILED, print } from '../output.ts'
import { progressOn } from '../progress.ts'
import { unsignedIn, unsignedWords } from '../unsigned.ts'

type Options = { apply?: boolean; json?: boolean }
const ROWS_SHOWN_MAX = 20
const PROBLEMS_SHOWN_MAX = 100
const SEPARATOR_NAMES: Record<string, string> = { ';': 'semicolons', ',': 'commas', '\t': 'tabs' }

export async function memberImport(path: string, options: Options): Promise<void> {
  const bytes = readBytes(path)
  const { plan, applied } = await withLedger(async ledger => {
    const planned = await planMemberList(ledger, bytes, progressOn(process.stderr, 'reading the list'))
    const apply = options.apply === true && planned.problems.length === 0
    if (apply) await applyPlan(ledger, planned)
    return { plan: planned, applied: apply }
  })
  const { encoding, ignored, rows, problems } = plan
  const count = (change: string) => rows.filter(row => row.change === change).length
  const charter_unsigned = unsignedIn(plan.members)
  const result = { added: count('added'), changed: count('changed'), unchanged: count('same'), charter_unsigned }
  print({ ...result, applied, encoding, ignored, problems, rows }, lines(plan, result, applied), options.json)
  if (problems.length > 0) process.exitCode = EXIT_FAILED
}

/** Names first: killed in between, there are names of people not yet members, and never members without a name. */
export async function applyPlan(ledger: Ledger, { members, badges, persons, contacts }: MemberPlan): Promise<void> {
  const at_ms = Date.now()
  await ledger.putPersons(persons)
  await ledger.putContacts(contacts)
  if (members.length > 0) {
    await ledger.appendDirectory([{ type: 'members-put', members, badges, by: 'command-line' }], at_ms)
  }
  const detail = `${members.length} members, ${badges.length} badges`
  await ledger.appendAudit({ at_ms, actor: 'command-line', action: 'member-import', subject: 'members', detail })
}

function lines(
  plan: MemberPlan,
  {
    added,
    changed,
    unchanged,
    charter_unsigned,
  }: Record<'added' | 'changed' | 'unchanged' | 'charter_unsigned', number>,
  applied: boolean,
): string[] {
  const { rows, problems, ignored, encoding, separator } = plan
  const changes = rows.filter(row => row.change !== 'same')
  return [
    `Read as ${encoding}, separated by ${SEPARATOR_NAMES[separator] ?? separator}.`,
    ...(ignored.length > 0 ? [`Columns nobody knows, left out: ${ignored.join(', ')}`] : []),
    ...changes.slice(0, ROWS_SHOWN_MAX).map(row => `  ${row.change}: ${row.member} ${row.name ?? ''}`.trimEnd()),
    ...(changes.length > ROWS_SHOWN_MAX ? [`  and ${changes.length - ROWS_SHOWN_MAX} more`] : []),
    ...problems.slice(0, PROBLEMS_SHOWN_MAX).map(sayProblem),
    ...(problems.length > PROBLEMS_SHOWN_MAX ? [`and ${problems.length - PROBLEMS_SHOWN_MAX} more problems`] : []),
    `${added} to add, ${changed} to change, ${unchanged} as they are; ${problems.length} problems.`,
    ...unsignedWords(charter_unsigned),
    verdict(problems.length > 0, applied),
  ]
}

const verdict = (wrong: boolean, applied: boolean): string =>
  wrong ? 'Nothing was written.' : applied ? 'Written.' : 'Nothing was written yet: run it again with --apply.'

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new CliError(`cannot read the list ${path}: ${(error as Error).message}`)
  }
}
