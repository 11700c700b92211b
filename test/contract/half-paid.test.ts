/** An invoice that is half paid and then credited whole: what comes back, what is declared, and what stands in the books. */
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { credit } from '#server/accounts/credit.ts'
import { createBookkeeping } from '#server/bookkeeping/desk.ts'
import { booksFiles } from '#server/books-files.ts'
import { type BankLab, openBankLab } from '#test/support/bank-lab.ts'
import { partsOf } from '#test/support/invoice-lab.ts'

let lab: BankLab
beforeEach(async () => {
  lab = await openBankLab()
})
afterEach(() => lab.close())

const PAYER = { kind: 'member' as const, id: 'm04' }
const move = (date: string, amount_cents: number, item: string) =>
  lab.bank.pay({
    ...{ issuer: 'fab', payer: PAYER, date, method: 'transfer', amount_cents },
    ...{ allocations: [{ item, cents: amount_cents }], reference: null, again: false, by: 'tresor' },
  })
async function books() {
  const { directory } = await lab.ledger.present()
  const mail = { relay: false, from: null, copy_to: null }
  const desk = createBookkeeping({
    ...{ ledger: lab.ledger, files: booksFiles, mail },
    ...{ directory: () => directory, now_ms: lab.now_ms },
  })
  const vat = async (period: string) => (await desk.vat({ issuer: 'fab', period }))?.vat_cents
  const csv = await desk.csv({ issuer: 'fab', span: '2026' })
  if (csv.kind !== 'file') throw new Error('no table')
  const rows = parse(Buffer.from(csv.file.bytes), { bom: true, delimiter: ';', columns: true }) as Record<
    string,
    string
  >[]
  const cents = (text = ''): number => Number(text.replace(',', ''))
  const balance = (account: string): number =>
    rows
      .filter(({ Compte, Auxiliaire }) => Compte?.startsWith(account) && (Auxiliaire === '' || Auxiliaire === 'M-M04'))
      .reduce((sum, { Débit, Crédit }) => sum + cents(Débit) - cents(Crédit), 0)
  return { vat, balance }
}
const account = async () => {
  const [one] = await lab.bank.balance(PAYER)
  return one === undefined ? [] : [one.account.balance_cents, one.account.credits.map(({ cents }) => cents)]
}

it('owes nothing, gets the half back, and no tax is left of it', async () => {
  // 1 000,01 € among four: 250,00 € net for m04, 50,00 € of VAT, 300,00 € in all
  const invoice = lab.documents[3]
  expect(invoice).toMatchObject({ net_cents: 25_000, vat_cents: 5_000, due_cents: 30_000 })
  const number = invoice?.number ?? ''

  // 120,00 € of 300,00 are paid: 100,00 € of base, 20,00 € of VAT fall due in November
  lab.at('2026-11-20')
  expect(await move('2026-11-20', 12_000, number)).toMatchObject({ kind: 'done' })
  expect(await (await books()).vat('2026-11')).toBe(2_000)

  // Credited whole: 180,00 € take away what was open, 120,00 € stand to credit; the tax of what was never paid falls due on neither side
  lab.at('2026-11-25')
  const outcome = await credit(await partsOf(lab.ledger, lab.now_ms()), { number, wish: null, key: null, by: 'tresor' })
  if (outcome.kind !== 'credited') throw new Error(JSON.stringify(outcome))
  expect(outcome.document).toMatchObject({ net_cents: 25_000, vat_cents: 5_000, gross_cents: 30_000 })
  expect(await account()).toEqual([-12_000, expect.arrayContaining([12_000])])
  expect(await (await books()).vat('2026-11')).toBe(2_000)
  expect((await lab.bank.plan('fab', 'refund')).refunds?.left.map(({ why }) => why)).toEqual(['no-iban'])

  // Given back in December: 20,00 € less to declare there
  lab.at('2026-12-01')
  expect(await move('2026-12-01', -12_000, outcome.document.number)).toMatchObject({ kind: 'done' })
  const after = await books()
  expect([await after.vat('2026-11'), await after.vat('2026-12')]).toEqual([2_000, -2_000])
  expect(await account()).toEqual([0, expect.not.arrayContaining([12_000])])
  // Nothing of it is left at the client, in advances or at the bank; the three others' VAT waits as before
  const others = lab.documents.slice(0, 3)
  expect(['411', '4191', '512'].map(after.balance)).toEqual([0, 0, 0])
  expect(after.balance('44571')).toBe(0)
  expect(after.balance('44584')).toBe(-others.reduce((sum, { vat_cents }) => sum + vat_cents, 0))
  expect((await lab.ledger.verify()).problems).toEqual([])
})
