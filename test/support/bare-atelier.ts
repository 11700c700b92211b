/** An atelier that nobody has set up to invoice: its members, its machine, its rent, and nothing of the law. */
export const bareAtelier = {
  ...{ navette: 1, site: 'canal', name: 'L’Atelier du Canal', timezone: 'Europe/Paris', billing: 'share' },
  issuers: [{ id: 'canal', name: 'L’Atelier du Canal' }],
  profiles: [{ id: 'piqueuse', idle_mA: 90, run_mA: 1030, run_on_mA: 600, run_off_mA: 450, hold_ms: 3000 }],
  machines: [{ id: 'juki-1', name: 'Piqueuse', kind: 'piqueuse', profile: 'piqueuse' }],
  categories: [{ id: 'cooperateur', name: 'Coopérateurs' }],
  organisations: [{ id: 'colibri', name: 'Atelier Colibri', legal_form: 'EURL' }],
  members: [
    {
      ...{
        id: 'awa',
        name: 'Awa Exemple',
        category: 'cooperateur',
        joined: '2025-01-01',
        charter_signed: '2025-01-01',
      },
      badges: ['04A2B3C4D5E680'],
    },
    {
      ...{ id: 'bilal', name: 'Bilal Exemple', category: 'cooperateur', joined: '2025-01-01' },
      ...{ charter_signed: '2025-01-01', organisation: 'colibri', badges: ['04A2B3C4D5E681'] },
    },
  ],
  pools: [{ id: 'loyer', name: 'Loyer', amount_cents: 120_000, driver: 'running_ms' }],
}
