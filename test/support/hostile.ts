/**
 * What a person could type to hurt, wherever the API takes text: a body for every writing route, made from its own schema in the
 * OpenAPI document. Free text is markup that would run or a name without end; the rest is as valid as a schema alone can tell.
 */
import { addDays } from '#server/domain/time.ts'
import { HOSTILE } from './small-atelier.ts'

export type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  minItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  additionalProperties?: boolean | Schema
  $ref?: string
}
type Operation = {
  requestBody?: { content?: Record<string, { schema: Schema }> }
  parameters?: { name: string; in: string }[]
}
export type OpenApi = {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}
export type Attempt = { method: string; path: string; body: unknown; fields: string[] }

/** Three hundred letters without a space to break at. */
export const WITHOUT_END = 'Ü'.repeat(300)
const TEXTS = [HOSTILE, WITHOUT_END]
const WRITING = ['post', 'put', 'patch']
/** Signing out, closing a month and the like end what the next attempt needs; they take no free text that is shown. */
const NOT_TRIED = [/\/log(in|out)$/, /\/setup/, /\/close$/, /\/issue$/, /\/tokens/, /\/password/, /\/accounts/]

/** Which of the two texts is tried: the second must not meet what the first has done. */
export type Turn = 0 | 1
/** Fills a path's blank with something that is there. */
export type IdOf = (path: string, turn: Turn) => string

/** Each route twice: all its free texts as markup, then all without end. */
export function attemptsOf(api: OpenApi, idOf: IdOf, today: string): Attempt[] {
  let made = 0
  return Object.entries(api.paths).flatMap(([template, operations]) =>
    Object.entries(operations)
      .filter(([method]) => WRITING.includes(method) && !NOT_TRIED.some(one => one.test(template)))
      .flatMap(([method, operation]) => {
        const schema = operation.requestBody?.content?.['application/json']?.schema
        if (schema === undefined) return []
        return TEXTS.map((text, i) => {
          const turn: Turn = i === 0 ? 0 : 1
          const path = template.replace(/\{\w+\}/g, () => encodeURIComponent(idOf(template, turn)))
          const asked = ASKED.find(([of]) => of.test(template))?.[1](n => addDays(today, n), turn) ?? {}
          const fields: string[] = []
          const known = { ...NAMED(today), id: `hostile-${++made}` }
          const body = exampleOf(schema, {
            text,
            today,
            known,
            refs: api.components?.schemas ?? {},
            fields,
            asked,
            at: '',
          })
          return { method: method.toUpperCase(), path, body, fields }
        })
      })
      .filter(({ fields }) => fields.length > 0),
  )
}

type Making = {
  text: string
  today: string
  known: Record<string, string>
  refs: Record<string, Schema>
  fields: string[]
  asked: Record<string, unknown>
  at: string
}

function exampleOf(schema: Schema, making: Making): unknown {
  if (making.at in making.asked) return making.asked[making.at]
  if (schema.$ref !== undefined) return exampleOf(making.refs[schema.$ref.split('/').at(-1) ?? ''] ?? {}, making)
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return exampleOf(choices.find(one => one.type !== 'null') ?? {}, making)
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(one => exampleOf(one, making)))
  const type = Array.isArray(schema.type) ? schema.type.find(one => one !== 'null') : schema.type
  if (type === 'object') return objectOf(schema, making)
  if (type === 'array') {
    const item = () => exampleOf(schema.items ?? {}, { ...making, at: `${making.at}[]` })
    return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, item)
  }
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (type === 'boolean') return true
  return textOf(schema, making)
}

const objectOf = (schema: Schema, making: Making): unknown =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, of]) => [
      name,
      exampleOf(of, { ...making, at: `${making.at}.${name}` }),
    ]),
  )

/** What names something that is there (small-atelier.ts), and what only a valid form gets past: texts are what is tried. */
const NAMED = (today: string): Record<string, string> => ({
  ...{
    machine: 'presse-1',
    machines: 'presse-1',
    member: 'mallory',
    members: 'mallory',
    trainer: 'bilal',
    leader: 'bilal',
  },
  ...{
    issuer: 'asso',
    pool: 'salon',
    organisation: 'malice',
    employer: 'malice',
    category: 'adherent',
    order: 'cmd-2',
  },
  ...{ consumable: 'papier', qualification: 'presse', profile: 'piqueuse', station: 'presse-1' },
  ...{ from: today, date: today, valid_from: today, until: addDays(today, 2), valid_until: addDays(today, 2) },
  ...{ country: 'FR', siren: '732829320', siret: '73282932000074', vat_number: 'FR44732829320' },
  ...{ iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP', email: 'essai@example.org', postal_code: '75018' },
})

/** What a route asks beyond its schema, by where it stands in the body; undefined leaves it out. */
const ASKED: [of: RegExp, what: (day: (n: number) => string, turn: Turn) => Record<string, unknown>][] = [
  [
    /pools$/,
    day => ({
      ...{ '.valid_from': day(0).slice(0, 7), '.valid_until': null, '.weights': undefined, '.kinds': undefined },
      ...{ '.categories': undefined, '.organisation_weights': undefined, '.cooperative': undefined },
    }),
  ],
  [/assets$/, day => ({ '.from': day(0).slice(0, 7) })],
  [/categories\/\{id\}$/, () => ({ '.first_months': null })],
  [/order-steps$/, () => ({ '.partner': 'colibri' })],
  [/machines\/\{id\}\/care$/, () => ({ '.task': 'elec' })],
  [
    /events\/\{id\}$/,
    (day, turn) => ({ '.from': `${day(10 + 3 * turn)}T10:00:00Z`, '.until': `${day(11 + 3 * turn)}T10:00:00Z` }),
  ],
  [/users$/, (_day, turn) => ({ '.email': `essai-${turn}@example.org` })],
  [/users\/\{id\}$/, () => ({ '.blocked': false })],
  [
    /qualifications\/revoke$/,
    (_day, turn) => ({ '.member': 'bilal', '.qualification': turn === 0 ? 'presse' : 'piqueuse' }),
  ],
  [/payments$/, () => ({ '.payer': { kind: 'member', id: 'awa' }, '.allocations': undefined })],
  [
    /sessions\/declare$/,
    (day, turn) => ({
      ...{ '.start': `${day(-1)}T1${2 * turn}:00:00Z`, '.end': `${day(-1)}T1${2 * turn + 1}:00:00Z` },
      '.order': undefined,
    }),
  ],
  [
    /settings\/site$/,
    () => ({
      ...{ '.timezone': 'Europe/Paris', '.opening': undefined, '.reservation_grace_s': undefined },
      ...{ '.settle_below_ms': undefined, '.contest_days': undefined },
    }),
  ],
  [
    /settings\/issuers\/\{id\}$/,
    () => ({
      ...{ '.billing': 'share', '.vat': 'franchise', '.vat_regimes': undefined, '.valid_until': undefined },
      ...{ '.invoice_series': undefined, '.collecting': undefined, '.bank': undefined },
      ...{
        '.invoicing.last_number': undefined,
        '.invoicing.vat_rates': undefined,
        '.invoicing.credit_series': undefined,
      },
    }),
  ],
]

/** What has a form of its own gets an example of it; anything else is somebody's to write. */
const FORMS = (today: string): string[] => [
  ...[today, today.slice(0, 7), `${today}T10:00:00Z`, `${today}T10:00`, '10:00', 'essai', 'juki-1', 'awa'],
  ...[
    'essai@example.org',
    'FR7630006000011234567890189',
    '732829320',
    'FR44732829320',
    '04A2B3C4D5E6FF',
    'ab'.repeat(32),
  ],
  ...['0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f', '1', 'A', '#123456'],
]

function textOf({ format, pattern, maxLength }: Schema, { text, today, known, fields, at }: Making): string {
  const meant = known[at.split(/[.[\]]+/).findLast(part => part !== '') ?? '']
  if (meant !== undefined) return format === 'date-time' && meant.length === 10 ? `${meant}T10:00:00Z` : meant
  const forms = FORMS(today)
  if (format === 'date') return today
  if (format === 'date-time') return `${today}T10:00:00Z`
  if (format === 'email') return 'essai@example.org'
  if (pattern !== undefined) {
    const asked = new RegExp(pattern, 'u')
    const formed = forms.find(one => asked.test(one))
    // A pattern that lets markup through is no form.
    if (formed !== undefined && !asked.test(text)) return formed
  }
  fields.push(at)
  return maxLength === undefined ? text : text.slice(0, maxLength)
}
