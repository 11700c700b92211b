/**
 * Which account of the French plan (PCG, règlement ANC 2014-03) a cent goes to. Each has a number that is usual; the accountant's
 * own stand in the issuer's settings, by the same keys. Nothing here is advice: docs/books.md says what to have confirmed.
 */

export type Account = { number: string; label: string }
/** By key of the plan below, and `sales.pool.<id>`: numbers that replace the usual ones. */
export type AccountNumbers = Readonly<Record<string, string>>

const PLAN = {
  receivable: ['411000', 'Clients'],
  advances: ['419100', 'Clients - Avances et acomptes reçus'],
  bank: ['512000', 'Banque'],
  cash: ['530000', 'Caisse'],
  cheques: ['511200', 'Chèques à encaisser'],
  cards: ['511500', 'Cartes bancaires à encaisser'],
  fees: ['708800', 'Frais refacturés'],
  'differences.loss': ['658000', 'Charges diverses de gestion courante'],
  'differences.gain': ['758000', 'Produits divers de gestion courante'],
  'sales.share': ['706100', 'Quote-parts de charges communes'],
  'sales.time': ['706200', 'Temps machine'],
  'sales.pack': ['706300', "Forfaits d'heures"],
  'sales.other': ['706000', 'Prestations de services'],
  'sales.consumable': ['707000', 'Ventes de consommables'],
} as const satisfies Record<string, readonly [string, string]>

export type AccountKey = keyof typeof PLAN

/** Rates of metropolitan France in hundredths of a per cent, and the digit their account ends in. */
const RATE_DIGITS: Readonly<Record<number, string>> = { 2000: '1', 1000: '2', 550: '3', 210: '4' }
const OTHER_RATE = '9'
/** PCG: 44571 TVA collectée; 4458 Taxes sur le chiffre d'affaires à régulariser ou en attente. */
const VAT_COLLECTED = '44571'
const VAT_PENDING = '44584'

const TIME_KINDS = new Set(['running', 'worked', 'session', 'idle', 'energy', 'setup', 'minimum', 'cap'])

export const accountFor = (key: AccountKey, numbers: AccountNumbers): Account => {
  const [number, label] = PLAN[key]
  return { number: numbers[key] ?? number, label }
}

/** The pool's own account where it has one, else that of the kind of line. */
export function salesAccount(line: { kind: string; pool: string | null }, numbers: AccountNumbers): Account {
  const key = salesKey(line.kind)
  const own = line.pool === null ? undefined : numbers[`sales.pool.${line.pool}`]
  const account = accountFor(key, numbers)
  return own === undefined ? account : { ...account, number: own }
}

function salesKey(kind: string): AccountKey {
  if (kind === 'share') return 'sales.share'
  if (kind === 'pack') return 'sales.pack'
  if (kind === 'consumable') return 'sales.consumable'
  return TIME_KINDS.has(kind) ? 'sales.time' : 'sales.other'
}

/** Every account with its usual number, in the plan's order, as a treasurer reads it. */
export const usualAccounts = (): { key: string; number: string; label: string }[] => [
  ...Object.entries(PLAN).map(([key, [number, label]]) => ({ key, number, label })),
  ...Object.keys(RATE_DIGITS)
    .map(Number)
    .toSorted((a, b) => b - a)
    .flatMap(rate_bp => [
      { key: `vat.${rate_bp}`, ...vatCollected(rate_bp, {}) },
      { key: `vat-pending.${rate_bp}`, ...vatPending(rate_bp, {}) },
    ]),
]

const percent = (rate_bp: number): string => `${rate_bp / 100}`.replace('.', ',')

export const vatCollected = (rate_bp: number, numbers: AccountNumbers): Account => ({
  number: numbers[`vat.${rate_bp}`] ?? `${VAT_COLLECTED}${RATE_DIGITS[rate_bp] ?? OTHER_RATE}`,
  label: `TVA collectée ${percent(rate_bp)} %`,
})

/** Invoiced, not paid: due only on payment (art. 269, 2 c CGI). */
export const vatPending = (rate_bp: number, numbers: AccountNumbers): Account => ({
  number: numbers[`vat-pending.${rate_bp}`] ?? `${VAT_PENDING}${RATE_DIGITS[rate_bp] ?? OTHER_RATE}`,
  label: `TVA en attente d'encaissement ${percent(rate_bp)} %`,
})
