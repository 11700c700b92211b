/** One line of the list → what it says of one person, or everything that is wrong with it. */
import type { Directory } from '#server/domain/directory.ts'
import { isSiren } from '#server/domain/who/siren.ts'
import { centsOf, dateOf, emailOf, hasHidden, ibanOf, listOf, NAME_CHARS_MAX, uidOf, yesNoOf } from './cells.ts'
import { type Columns, type Field, plain } from './headers.ts'
import type { ProblemCode, RowProblem } from './problem.ts'

/** Only what the line fills in: an empty cell says nothing. */
export type Told = {
  id?: string
  name?: string
  email?: string
  badges?: string[]
  category?: string
  organisation?: string
  joined?: string
  left?: string
  charter_signed?: string
  activity_started?: string
  qualifications?: string[]
  suspended?: boolean
  minor?: boolean
  limit_cents_per_month?: number
  language?: 'fr' | 'en'
  phone?: string
  street?: string
  postal_code?: string
  city?: string
  iban?: string
  mandate?: string
  mandate_signed?: string
}
export type ReadRow = { line: number; told: Told; problems: RowProblem[] }
export type Known = {
  categories: Map<string, string>
  organisations: Map<string, string>
  /** SIREN → organisation */
  sirens: Map<string, string>
  qualifications: Map<string, string>
}

/** Names people may use for what the directory has: id or name, however they are written. */
export function knownOf(directory: Directory): Known {
  const names = (facts: Iterable<{ id: string; name: string }>) =>
    new Map([...facts].flatMap(({ id, name }) => [[plain(name), id] as const, [plain(id), id] as const]))
  const qualifications = [...directory.machines.values()].flatMap(({ qualification }) => qualification ?? [])
  const sirens = [...directory.organisations.values()].flatMap(({ id, siren }) => (siren ? [[siren, id] as const] : []))
  return {
    categories: names(directory.categories.values()),
    organisations: names(directory.organisations.values()),
    sirens: new Map(sirens),
    qualifications: new Map(qualifications.map(id => [plain(id), id])),
  }
}

export function readRow(
  row: { line: number; cells: string[] },
  columns: Columns,
  header: string[],
  known: Known,
): ReadRow {
  const reader = new RowReader(row, columns, header)
  const told = reader.read(known)
  return { line: row.line, told, problems: reader.problems }
}

const SLUG = /^[a-z0-9][a-z0-9-]{0,31}$/

class RowReader {
  readonly problems: RowProblem[] = []
  readonly #line: number
  readonly #cells: Map<Field, { text: string; column: string }>

  constructor({ line, cells }: { line: number; cells: string[] }, { fields }: Columns, header: string[]) {
    this.#line = line
    this.#cells = new Map()
    cells.forEach((raw, i) => {
      const field = fields[i]
      const text = raw.normalize('NFC').trim()
      if (i >= fields.length && text !== '') this.#wrong(null, 'too-many-cells', text)
      if (field == null || text === '') return
      const column = header[i] ?? field
      if (hasHidden(field === 'badge' || field === 'qualifications' ? text.replaceAll('\n', ' ') : text))
        this.#wrong(column, 'control-characters', '')
      else this.#cells.set(field, { text, column })
    })
  }

  read(known: Known): Told {
    const told: Told = {}
    const set = <K extends keyof Told>(key: K, value: Told[K] | null | undefined): void => {
      if (value !== null && value !== undefined) told[key] = value
    }
    set(
      'id',
      this.#as('id', 'id', text => (SLUG.test(text) ? text : null)),
    )
    set('name', this.#name())
    set('email', this.#as('email', 'email', emailOf))
    set('badges', this.#list('badge', 'badge', uidOf))
    set(
      'category',
      this.#as('category', 'category', text => known.categories.get(plain(text)) ?? null),
    )
    set('organisation', this.#organisation(known))
    for (const field of ['joined', 'left', 'charter_signed', 'activity_started', 'mandate_signed'] as const)
      set(field, this.#as(field, 'date', dateOf))
    set(
      'qualifications',
      this.#list('qualifications', 'qualification', text => known.qualifications.get(plain(text)) ?? null),
    )
    for (const field of ['suspended', 'minor'] as const) set(field, this.#as(field, 'yes-no', yesNoOf))
    set('limit_cents_per_month', this.#as('limit', 'amount', centsOf))
    set('language', this.#as('language', 'language', languageOf))
    for (const field of ['phone', 'street', 'postal_code', 'city', 'mandate'] as const) set(field, this.#short(field))
    set('iban', this.#as('iban', 'iban', ibanOf))
    return told
  }

  /** The whole name, or first name and name as they are spoken. */
  #name(): string | null {
    const [whole, first, last] = (['name', 'first_name', 'last_name'] as const).map(field => this.#cells.get(field))
    const name = whole?.text ?? [first?.text, last?.text].filter(part => part !== undefined).join(' ')
    if (name === '') {
      if (!this.#cells.has('id') && this.problems.length === 0) this.#wrong(null, 'name-missing', '')
      return null
    }
    if ([...name].length <= NAME_CHARS_MAX) return name
    this.#wrong((whole ?? last ?? first)?.column ?? null, 'name-too-long', '')
    return null
  }

  #organisation(known: Known): string | null {
    return this.#as('organisation', 'organisation', (text, wrong) => {
      const digits = text.replaceAll(/[\s\u00a0\u202f]/g, '')
      if (!/^\d{9}$/.test(digits)) return known.organisations.get(plain(text)) ?? null
      if (!isSiren(digits)) wrong('siren')
      return known.sirens.get(digits) ?? null
    })
  }

  #short(field: Field): string | null {
    const cell = this.#cells.get(field)
    if (cell === undefined || [...cell.text].length <= NAME_CHARS_MAX) return cell?.text ?? null
    this.#wrong(cell.column, 'name-too-long', '')
    return null
  }

  #as<T>(
    field: Field,
    code: ProblemCode,
    read: (text: string, wrong: (code: ProblemCode) => void) => T | null,
  ): T | null {
    const cell = this.#cells.get(field)
    if (cell === undefined) return null
    let found = code
    const value = read(cell.text, more => {
      found = more
    })
    if (value === null) this.#wrong(cell.column, found, cell.text)
    return value
  }

  #list(field: Field, code: ProblemCode, read: (text: string) => string | null): string[] | null {
    const cell = this.#cells.get(field)
    if (cell === undefined) return null
    return listOf(cell.text).flatMap(part => {
      const value = read(part)
      if (value === null) this.#wrong(cell.column, code, part)
      return value ?? []
    })
  }

  #wrong(column: string | null, code: ProblemCode, value: string): void {
    this.problems.push({ line: this.#line, column, code, value: value.slice(0, VALUE_CHARS_MAX) })
  }
}

/** What a problem repeats of a cell: enough to find it. */
const VALUE_CHARS_MAX = 60

const languageOf = (text: string): 'fr' | 'en' | null => {
  const word = plain(text)
  return word === 'fr' || word === 'francais'
    ? 'fr'
    : word === 'en' || word === 'anglais' || word === 'english'
      ? 'en'
      : null
}
