/** Headers as French and English spreadsheets write them → fields. */
import type { RowProblem } from './problem.ts'

const HEADERS = {
  id: ['id', 'identifiant', 'code', 'code adherent', 'numero adherent', 'member'],
  last_name: ['nom', 'nom de famille', 'last name', 'surname'],
  first_name: ['prenom', 'first name', 'given name'],
  name: ['nom complet', 'nom et prenom', 'prenom et nom', 'nom prenom', 'prenom nom', 'name', 'full name', 'adherent'],
  email: ['courriel', 'email', 'e mail', 'mail', 'adresse mail', 'adresse electronique', 'adresse e mail', 'mel'],
  badge: ['badge', 'badges', 'carte', 'uid', 'numero de badge', 'card'],
  category: ['categorie', 'category', 'college', 'type'],
  organisation: ['organisation', 'structure', 'entreprise', 'societe', 'payeur', 'organization', 'siren'],
  joined: ['adhesion', 'date d adhesion', 'entree', 'date d entree', 'joined', 'membre depuis'],
  left: ['depart', 'date de depart', 'sortie', 'date de sortie', 'left'],
  charter_signed: ['charte', 'charte signee', 'charte signee le', 'date de la charte', 'charter', 'charter signed'],
  activity_started: ['activite', 'debut d activite', 'date de debut d activite', 'activity started'],
  qualifications: ['autorisations', 'autorisation', 'autorisations d usage', 'qualifications', 'formations'],
  suspended: ['suspendu', 'suspendue', 'suspended'],
  minor: ['mineur', 'mineure', 'minor'],
  limit: ['plafond', 'plafond mensuel', 'plafond euros', 'limite', 'spending limit'],
  language: ['langue', 'language'],
  phone: ['telephone', 'tel', 'portable', 'mobile', 'phone'],
  street: ['adresse', 'rue', 'adresse postale', 'street', 'address'],
  postal_code: ['code postal', 'cp', 'postal code', 'zip'],
  city: ['ville', 'commune', 'city'],
  iban: ['iban'],
  mandate: ['mandat', 'rum', 'mandat sepa', 'mandate'],
  mandate_signed: ['mandat signe', 'mandat signe le', 'date du mandat', 'mandate signed'],
} as const
export type Field = keyof typeof HEADERS

const FIELD_OF = new Map<string, Field>(
  Object.entries(HEADERS).flatMap(([field, words]) => words.map(word => [word, field as Field] as const)),
)

/** Without accents, case and punctuation: how two people write the same word differently. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

export type Columns = { fields: (Field | null)[]; ignored: string[]; problems: RowProblem[] }

export function columnsOf(header: readonly string[]): Columns {
  const fields = header.map(cell => FIELD_OF.get(plain(cell)) ?? null)
  const ignored = header.filter((cell, i) => fields[i] === null && cell !== '')
  const problems = header.flatMap((cell, i): RowProblem[] =>
    fields[i] !== null && fields.indexOf(fields[i] ?? null) < i
      ? [{ line: 1, column: cell, code: 'column-twice', value: cell }]
      : [],
  )
  const named = ['id', 'name', 'last_name', 'first_name'].some(field => fields.includes(field as Field))
  if (!named) problems.push({ line: 1, column: null, code: 'no-name-column', value: '' })
  return { fields, ignored, problems }
}
