/** The text of an atelier file → facts, or every problem with its path. All or nothing (contract §7). */
import { AtelierFile } from '#server/contract/atelier.ts'
import type { Directory } from '#server/domain/directory.ts'
import { problemsBeyond } from './beyond-shape.ts'
import { type AtelierFacts, atelierFacts } from './facts.ts'
import { atelierProblems, type Problem } from './problems.ts'

export type ParsedAtelier =
  | ({ kind: 'facts'; file: AtelierFile } & AtelierFacts)
  | { kind: 'problems'; problems: Problem[] }

/** `present` is what the site already has: references may point there, and a badge that is not mentioned is left. */
export function parseAtelier(text: string, present: Directory, badge_key: string): ParsedAtelier {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { kind: 'problems', problems: [{ path: '', message: `is not JSON: ${(error as Error).message}` }] }
  }
  const parsed = AtelierFile.safeParse(json)
  if (!parsed.success) {
    const { issues } = parsed.error
    const problems = issues.map(issue => ({ path: pathText(issue.path), message: issue.message }))
    const beyond = problemsBeyond(
      json,
      issues.map(({ path }) => path),
      present,
    )
    return { kind: 'problems', problems: [...problems, ...beyond] }
  }
  const problems = atelierProblems(parsed.data, present)
  if (problems.length > 0) return { kind: 'problems', problems }
  const facts = atelierFacts(parsed.data, present, badge_key)
  const stolen = takenBadges(facts, present)
  return stolen.length > 0 ? { kind: 'problems', problems: stolen } : { kind: 'facts', file: parsed.data, ...facts }
}

/** A badge that belongs to a member whom this file does not mention. */
function takenBadges({ facts }: AtelierFacts, present: Directory): Problem[] {
  const mentioned = new Set(facts.members.map(member => member.id))
  return facts.badges.flatMap(({ badge, member }) => {
    const owner = present.badges.get(badge)?.member
    if (owner === undefined || mentioned.has(owner)) return []
    const index = facts.members.findIndex(one => one.id === member)
    return [{ path: `members[${index}].badges`, message: `a badge of ${member} already belongs to ${owner}` }]
  })
}

/** `members[3].badges[0]`: the way a person would write it. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  )
}
