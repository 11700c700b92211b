/**
 * The first start: one account, one atelier. Whoever opens the page has no password yet, so they show the code the terminal
 * printed: only who can see where Navette runs may take it into possession.
 */
import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AtelierFile } from './contract/atelier.ts'
import type { Opening } from './domain/directory.ts'
import { slugOf, slugsOf } from './domain/slug.ts'
import type { Auth, User } from './http/auth/types.ts'
import { importAtelier } from './import-atelier.ts'
import type { Ledger } from './ledger/ledger.ts'

export type Example = { slug: string; name: string; machines: number; members: number }
export type NewMachine = { name: string; kind: string; trained: boolean }
export type WantedAtelier =
  | { kind: 'example'; slug: string }
  | {
      kind: 'new'
      name: string
      timezone: string
      language: 'fr' | 'en'
      opening: Opening[] | null
      machines: NewMachine[]
    }
export type Account = { email: string; password: string; name: string }
export type Started =
  | { kind: 'started'; user: User; file: AtelierFile }
  | { kind: 'set-up-already' }
  | { kind: 'no-example' }
  | { kind: 'refused'; problems: { path: string; message: string }[] }

export type FirstStart = {
  /** Nobody has an account yet. */
  needed(): boolean
  /** What the terminal printed. */
  code: string
  examples(): Example[]
  start(account: Account, atelier: WantedAtelier): Promise<Started>
}

/** No letter that is taken for another (Crockford); eight of them are 40 bits, and tries are limited. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 8
const SLUG = /^[a-z0-9-]+$/

type Options = { ledger: Ledger; auth: Auth; examples_dir: string; now_ms(): number }

export function createFirstStart({ ledger, auth, examples_dir, now_ms }: Options): FirstStart {
  const needed = () => auth.countUsers() === 0
  let before: Promise<unknown> = Promise.resolve()

  const start = async (account: Account, atelier: WantedAtelier): Promise<Started> => {
    if (!needed()) return { kind: 'set-up-already' }
    const text = atelier.kind === 'new' ? JSON.stringify(fileOf(atelier)) : readExample(examples_dir, atelier.slug)
    return text === null ? { kind: 'no-example' } : firstAccount({ ledger, auth, now_ms }, account, text)
  }
  return {
    needed,
    code: Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
    examples: () => readExamples(examples_dir),
    // One after the other: of two people at once the second is told that it is done
    start(account, atelier) {
      const turn = before.then(() => start(account, atelier))
      before = turn.catch(() => undefined)
      return turn
    },
  }
}

type FirstAccount = Pick<Options, 'ledger' | 'auth' | 'now_ms'>

/** The atelier first: should the account be refused then, the same again is the same atelier. */
export async function firstAccount(
  { ledger, auth, now_ms }: FirstAccount,
  account: Account,
  text: string,
): Promise<Exclude<Started, { kind: 'no-example' }>> {
  if (auth.countUsers() > 0) return { kind: 'set-up-already' }
  const imported = await importAtelier(ledger, text)
  if (imported.kind === 'problems') return { kind: 'refused', problems: imported.problems }
  const made = await auth.createUser({ ...account, role: 'manager', member: null })
  if (made.kind === 'email-taken') return { kind: 'set-up-already' }
  if (made.kind === 'invalid') return { kind: 'refused', problems: [{ path: made.path, message: made.message }] }
  // Who may open every door, and since when, stands in the audit from the first account on. By id: names are elsewhere.
  const audited = { actor: 'setup', action: 'account-create', subject: made.user.id, detail: made.user.role }
  await ledger.appendAudit({ at_ms: now_ms(), ...audited })
  return { kind: 'started', user: made.user, file: imported.file }
}

/** Machines start on the default profile, which learning replaces; a kind that needs training is its own qualification. */
export function fileOf({
  name,
  timezone,
  language,
  opening,
  machines,
}: Extract<WantedAtelier, { kind: 'new' }>): object {
  const ids = slugsOf(
    machines.map(machine => machine.name),
    'poste',
  )
  return {
    navette: 1,
    site: slugOf(name, 'atelier'),
    name,
    timezone,
    language,
    ...(opening === null ? {} : { opening }),
    categories: [language === 'fr' ? { id: 'membre', name: 'Membre' } : { id: 'member', name: 'Member' }],
    machines: machines.map(({ name, kind, trained }, i) => {
      const kind_id = slugOf(kind, 'poste')
      return { id: ids[i], name, kind: kind_id, qualification: trained ? kind_id : null }
    }),
  }
}

export function readExample(directory: string, slug: string): string | null {
  if (!SLUG.test(slug)) return null
  try {
    return readFileSync(join(directory, `${slug}.json`), 'utf8')
  } catch {
    return null
  }
}

/**
 * Those of `docs/ateliers`, by name; where the checkout has no docs there are none. Nobody begins with one in which things go wrong:
 * it is a test, and asked for by its name.
 */
export function readExamples(directory: string): Example[] {
  const found: Example[] = []
  for (const entry of listed(directory)) {
    const parsed = AtelierFile.safeParse(JSON.parse(readFileSync(join(directory, entry), 'utf8')))
    if (!parsed.success || parsed.data.chaos === true) continue
    const { name, machines, members } = parsed.data
    found.push({ slug: entry.slice(0, -'.json'.length), name, machines: machines.length, members: members.length })
  }
  return found.sort((a, b) => a.name.localeCompare(b.name, 'fr'))
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory).filter(entry => entry.endsWith('.json'))
  } catch {
    return []
  }
}
