/** How texts of a bank and names of payers are held against each other. */

/** Capitals without accents; everything else is a gap. */
const words = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(word => word !== '')

/** Whether a text names this number, however it is cut up: `FAB 2026 0001`, `FAB20260001`, never `FAB-2026-00012`. */
export function mentions(text: string, number: string): boolean {
  const wanted = words(number).join('')
  if (wanted.length < 3) return false
  const said = words(text).join('')
  for (let at = said.indexOf(wanted); at !== -1; at = said.indexOf(wanted, at + 1)) {
    const after = said[at + wanted.length] ?? ''
    const before = said[at - 1] ?? ''
    const runsOn = /\d/.test(after) && /\d$/.test(wanted)
    if (!runsOn && !(/\d/.test(before) && /^\d/.test(wanted))) return true
  }
  return false
}

/** Say nothing about who it is. */
const EMPTY = new Set(
  'M MME MLLE MR MONSIEUR MADAME OU ET DE DU DES LA LE LES SARL SAS SASU EURL EI SCIC SCOP SA ASSOCIATION ASSO VIR VIREMENT RECU SEPA FACTURE'.split(
    ' ',
  ),
)

/** Share of the name's words that the text has: 1 all of them, in whatever order; 0 none. */
export function likeness(name: string, text: string): number {
  const wanted = words(name).filter(word => !EMPTY.has(word) && word.length > 1)
  if (wanted.length === 0) return 0
  const said = new Set(words(text))
  return wanted.filter(word => said.has(word)).length / wanted.length
}
