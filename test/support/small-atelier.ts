/**
 * A small atelier with something of everything the pages about people and money show: invented, and full of what a person can type
 * to hurt: markup that would run, and names as long as the contract allows. What is dated stands around `today`.
 */
import { addDays, addMonths } from '#server/domain/time.ts'

/** Would set `pwned` on the window of whoever lets it into the page as markup. */
export const HOSTILE = '<img src=x onerror="window.pwned=true">'
/** As long as a name may be, without a space to break at. */
export const ENDLESS = `Anne-${'é'.repeat(195)}`
export const STRANGER = 'f'.repeat(64)

const everyDay = [1, 2, 3, 4, 5, 6, 7]

export function smallAtelier(today: string): object {
  const month = today.slice(0, 7)
  const year = today.slice(0, 4)
  const last = addMonths(`${month}-01`, -1).slice(0, 7)
  const soon = addDays(today, 2)
  const since = '2025-01-01'
  return {
    ...{ navette: 1, site: 'essai', name: 'L’Atelier d’essai', timezone: 'Europe/Paris', currency: 'EUR' },
    billing: 'share',
    opening: [{ days: everyDay, from: '00:00', to: '24:00' }],
    issuers: [
      { id: 'asso', name: 'L’Association', legal_form: 'association', vat: 'franchise', billing: 'share' },
      { id: 'fabrique', name: `La Fabrique ${HOSTILE}`, legal_form: 'SCIC', vat: 'standard', billing: 'provisional' },
    ],
    profiles: [
      {
        id: 'piqueuse',
        idle_mA: 90,
        run_mA: 1030,
        run_on_mA: 600,
        run_off_mA: 450,
        hold_ms: 3000,
        idle_timeout_s: 900,
      },
    ],
    machines: [
      {
        ...{ id: 'juki-1', name: 'Piqueuse plate', kind: 'piqueuse', profile: 'piqueuse', qualification: 'piqueuse' },
        care: [
          { id: 'huile', name: 'Huiler la navette', every_h: 1 },
          { id: 'courroie', name: `Tendre la courroie ${HOSTILE}`, every_h: 300 },
        ],
      },
      {
        ...{ id: 'presse-1', name: `Presse ${HOSTILE}`, kind: 'presse', profile: 'piqueuse', qualification: 'presse' },
        care: [
          { id: 'elec', name: 'Contrôle électrique', every_months: 12, since: addDays(addMonths(today, -12), 20) },
        ],
      },
      { id: 'traceur', name: 'Traceur', kind: 'traceur', profile: 'piqueuse', sensor: 'none' },
    ],
    categories: [
      { id: 'cooperateur', name: 'Coopérateurs' },
      { id: 'adherent', name: 'Adhérents' },
    ],
    organisations: [
      { id: 'colibri', name: 'Atelier Colibri', legal_form: 'EURL', vat: 'standard', limit_cents_per_month: 30_000 },
      { id: 'malice', name: `Malice ${HOSTILE}`, legal_form: 'association' },
      { id: 'longue', name: ENDLESS },
    ],
    members: [
      {
        ...{ id: 'awa', name: 'Awa Exemple', category: 'cooperateur', joined: since, charter_signed: since },
        qualifications: [
          { id: 'piqueuse', trainer: 'bilal', granted: '2025-01-10', expires: soon },
          { id: 'presse', trainer: 'bilal', granted: '2025-01-10' },
        ],
        badges: ['04A2B3C4D5E680'],
      },
      {
        ...{ id: 'bilal', name: 'Bilal Exemple', category: 'cooperateur', joined: since, charter_signed: since },
        ...{ qualifications: ['piqueuse', 'presse'], badges: ['04A2B3C4D5E681'] },
      },
      {
        ...{ id: 'chloe', name: 'Chloé Exemple', category: 'adherent', organisation: 'colibri', employer: 'colibri' },
        ...{ joined: since, charter_signed: since, qualifications: ['piqueuse'], badges: ['04A2B3C4D5E682'] },
      },
      { id: 'mallory', name: HOSTILE, category: 'adherent', joined: since, charter_signed: since, badges: [] },
      {
        id: 'longue',
        name: ENDLESS,
        category: 'adherent',
        joined: since,
        charter_signed: since,
        organisation: 'longue',
      },
      { id: 'nouvelle', name: 'Nour Candidate', states: [{ from: addDays(today, -3), state: 'candidate' }] },
    ],
    tariffs: [
      {
        id: 'heure',
        issuer: 'fabrique',
        valid_from: since,
        price: 'running',
        cents_per_hour: 600,
        machines: ['juki-1'],
      },
      {
        ...{ id: 'reduit', issuer: 'fabrique', valid_from: since, valid_until: `${year}-01-31`, category: 'adherent' },
        ...{ price: 'session', cents_per_hour: 250, kinds: ['presse'] },
      },
    ],
    pools: [
      {
        id: 'loyer',
        issuer: 'asso',
        name: 'Loyer',
        amount_cents: 120_000,
        driver: 'running_ms',
        subsidy_cents: 20_000,
      },
      { id: 'salon', issuer: 'asso', name: `Salon ${HOSTILE}`, amount_cents: 9_001, driver: 'equal' },
      { id: 'machines', issuer: 'fabrique', name: 'Machines', amount_cents: 4_000, driver: 'running_ms' },
    ],
    purchases: [
      {
        ...{ id: 'aiguilles', pool: 'machines', date: `${last}-12`, amount_cents: 4_230 },
        ...{ document: 'F-2031', label: `Aiguilles ${HOSTILE}` },
      },
    ],
    assets: [
      {
        ...{ id: 'presse', pool: 'machines', name: 'Presse à vapeur', machine: 'presse-1', amount_cents: 480_000 },
        ...{ from: '2025-01', months: 60, subsidy_cents: 240_000 },
      },
    ],
    packs: [
      {
        ...{ id: 'dix', issuer: 'fabrique', name: 'Dix heures de piqueuse', time_ms: 36_000_000, price_cents: 5_000 },
        ...{ valid_months: 6, kinds: ['piqueuse'] },
      },
    ],
    pack_sales: [
      {
        ...{ id: 'vente-1', pack: 'dix', holder: { kind: 'member', id: 'mallory' }, date: `${last}-05` },
        ...{ valid_until: addMonths(`${last}-05`, 6), time_ms: 36_000_000, price_cents: 5_000 },
      },
    ],
    consumables: [{ id: 'papier', issuer: 'fabrique', name: 'Papier de tracé', unit: 'm²', cents_per_unit: 250 }],
    counts: [
      {
        ...{ id: 'releve-1', consumable: 'papier', holder: { kind: 'member', id: 'awa' }, machine: 'traceur' },
        ...{ date: `${last}-14`, thousandths: 3_500, cents_per_unit: 250 },
      },
    ],
    orders: [
      { id: 'cmd-1', name: 'Vingt tabliers', issuer: 'fabrique', organisation: 'colibri' },
      { id: 'cmd-2', name: `Rideaux ${HOSTILE}`, issuer: 'fabrique', organisation: 'malice' },
    ],
    loans: [
      {
        ...{ id: 'pret-1', machine: 'presse-1', lender: 'fabrique', borrower: 'asso', borrower_pool: 'loyer' },
        ...{ lender_pool: 'machines', valid_from: since, cents_per_hour: 300 },
      },
    ],
    balances: [
      { id: 'solde-1', payer: { kind: 'member', id: 'awa' }, issuer: 'asso', date: since, amount_cents: 1_250 },
    ],
    closures: [
      { id: 'noel', kind: 'closed', from: addDays(today, 30), until: addDays(today, 40), why: `Congés ${HOSTILE}` },
    ],
    events: [
      {
        ...{ id: 'formation', kind: 'training', name: `Prise en main ${HOSTILE}`, machines: ['presse-1'] },
        ...{
          from: `${addDays(today, 1)}T14:00`,
          until: `${addDays(today, 1)}T17:00`,
          leader: 'bilal',
          members: ['awa'],
        },
        ...{ qualification: 'presse', pool: 'salon', funder: 'La Région', subsidy_cents: 5_000 },
      },
    ],
  }
}
