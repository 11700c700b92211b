/**
 * A month of `gouttes-d-or` on a running `navette serve`: drafts and what is missing, two treasurers at once, a credit note by line,
 * the file that is downloaded, and the page its printed code opens, on a phone, for a visitor and for the member it bills.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { create } from 'qrcode'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAccounts } from '#server/cli/accounts.ts'
import { readConfig } from '#server/config.ts'
import type { InvoiceRow } from '#server/contract/invoices.ts'
import { addMonths, localDate } from '#server/domain/time.ts'
import { AtelierLab } from '#test/support/atelier-lab.ts'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { builtDashboard } from '#test/support/dashboard-build.ts'
import { wrongWith } from '#test/support/look.ts'
import { type Navette, navette, type Serving } from '#test/support/navette.ts'
import { codeOn } from '#test/support/qr.ts'

const PASSWORD = 'toile-et-fil-de-lin'
const PUBLIC = 'https://atelier.example.org'
const MONTH = addMonths(`${localDate(Date.now(), 'Europe/Paris').slice(0, 7)}-01`, -1).slice(0, 7)
const YEAR = localDate(Date.now(), 'Europe/Paris').slice(0, 4)
const FIRST = `FAB-${YEAR}-0001`
const DPI = 300
const PATIENT_MS = 90_000
/** Elena's street is not known: her invoice waits. */
const NOWHERE = { street: null, postal_code: null, city: null, country: null, phone: null }

describe.skipIf(!hasChromium)('a month goes out', () => {
  let program: Navette
  let serving: Serving
  let browser: Browser
  let data: string
  const out = mkdtempSync(join(tmpdir(), 'navette-invoices-'))
  const contexts = new Map<string, BrowserContext>()

  beforeAll(async () => {
    const lab = await AtelierLab.open('gouttes-d-or')
    for (const [i, member] of ['awa', 'fatou', 'elena', 'gilles'].entries())
      await lab.work({ member, machine: 'juki-1', at: `${MONTH}-0${i + 3}T10:00`, minutes: 20 })
    await lab.settleAndClose(MONTH)
    const contact = (await lab.ledger.contacts()).find(one => one.id === 'elena')
    if (contact === undefined) throw new Error('nobody knows Elena')
    await lab.ledger.putContacts([{ ...contact, ...NOWHERE }])
    data = await lab.leave()
    const read = readConfig({ NAVETTE_DATA: data })
    if (read.kind === 'problems') throw new Error(read.problems.join('\n'))
    const accounts = await openAccounts(read.config)
    for (const [name, role, member] of [
      ['iris', 'treasurer', null],
      ['omar', 'treasurer', null],
      ['awa', 'member', 'awa'],
    ] as const)
      await accounts.createUser({
        ...{ email: `${name}@essai.example`, password: PASSWORD, name, role, member, organisation: null },
      })
    await accounts.close()
    program = navette({ NAVETTE_DATA: data, NAVETTE_PUBLIC_URL: PUBLIC, NAVETTE_DASHBOARD: builtDashboard() })
    ;[serving, browser] = await Promise.all([program.serve(), chromium.launch(BROWSER)])
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await program?.remove()
    for (const path of [data, out]) rmSync(path ?? out, { recursive: true, force: true })
  })

  const url = (path: string): string => `http://${serving.http}${path}`
  /** `null`: somebody who is not signed in. */
  async function contextOf(who: string | null): Promise<BrowserContext> {
    const known = contexts.get(who ?? '')
    if (known !== undefined) return known
    const context = await browser.newContext({ locale: 'fr-FR', colorScheme: 'light', reducedMotion: 'reduce' })
    context.setDefaultTimeout(PATIENT_MS)
    if (who !== null) {
      const data = { email: `${who}@essai.example`, password: PASSWORD }
      expect((await context.request.post(url('/api/v1/login'), { data })).status()).toBe(200)
    }
    contexts.set(who ?? '', context)
    return context
  }
  async function open(path: string, who: string | null, width = 1280): Promise<Page> {
    const page = await (await contextOf(who)).newPage()
    await page.setViewportSize({ width, height: 860 })
    await page.goto(url(path))
    return page
  }
  async function issued(): Promise<InvoiceRow[]> {
    const answer = await (await contextOf('iris')).request.get(url('/api/v1/invoices?limit=100'))
    return ((await answer.json()) as { items: InvoiceRow[] }).items
  }

  const asked = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Émettre' })
  async function askToIssue(who: string): Promise<Page> {
    const page = await open(`/invoices/drafts/${MONTH}`, who)
    await page.getByRole('button', { name: /^Émettre \d+ documents$/ }).click()
    await asked(page).waitFor()
    return page
  }
  const press = (page: Page) => asked(page).click()

  it('shows whose invoice waits and for what, and goes out once though two treasurers issue at once', async () => {
    const page = await open(`/invoices/drafts/${MONTH}`, 'iris')
    await page.getByText('Coopérative des Gouttes d’Or').first().waitFor()
    const waiting = page.locator('.drafts > li[data-missing="true"]').first()
    expect(await waiting.locator('.draft-name').innerText()).toContain('Elena Popescu')
    expect(await waiting.innerText()).toContain('Elena Popescu n’a pas d’adresse complète')
    const screens = await Promise.all(['iris', 'omar', 'omar'].map(who => askToIssue(who)))
    const [one, other, late] = screens as [Page, Page, Page]
    const contexts = await Promise.all(['iris', 'omar'].map(contextOf))
    const [, , ...answers] = await Promise.all([
      press(one),
      press(other),
      ...contexts.map(({ request }) => request.post(url('/api/v1/invoices/issue'), { data: { period: MONTH } })),
    ])
    // Whoever was later finds nothing left to issue, or is told that it is out
    for (const answer of answers) expect([200, 409]).toContain(answer.status())
    const bodies = await Promise.all(answers.filter(one => one.status() === 200).map(one => one.json()))
    const told = bodies.flatMap(({ issued: rows }: { issued: InvoiceRow[] }) => rows.map(({ number }) => number))
    expect(new Set(told).size).toBe(told.length)
    expect((await issued()).map(({ number }) => number)).toEqual(expect.arrayContaining(told))
    // Both are told the same of it, and whoever presses on what was shown before is told that it is no more so.
    for (const screen of [one, other]) await screen.getByText('documents de ce mois sont déjà émis').waitFor()
    await press(late)
    await late.getByRole('alert').getByText('quelqu’un l’a changé entre-temps').waitFor()
    await late.screenshot({ path: join(out, 'late.png') })
    for (const screen of screens) await screen.close()
    await page.reload()
    await page.getByText('Elena Popescu n’a pas d’adresse complète').first().waitFor()
    expect(await page.locator('.drafts > li').count()).toBe(2)
    for (const series of [`ASSO-${YEAR}`, `FAB-${YEAR}`]) {
      const numbers = (await issued()).map(({ number }) => number).filter(number => number.startsWith(series))
      expect(numbers.length).toBeGreaterThan(5)
      expect(numbers.toReversed()).toEqual(numbers.map((_, i) => `${series}-${`${i + 1}`.padStart(4, '0')}`))
    }
    const rows = await issued()
    expect(new Set(rows.map(({ issuer, name }) => `${issuer} ${name}`)).size).toBe(rows.length)
    expect(rows.map(({ name }) => name)).not.toContain('Elena Popescu')
    await page.close()
  }, 300_000)

  it('credits one line of one, and looks right in the dark', async () => {
    const page = await open(`/invoices/${FIRST}`, 'iris')
    await page.getByText('Tout concorde.').waitFor()
    await page.getByRole('button', { name: 'Faire un avoir' }).click()
    await page.getByLabel('Seulement ces lignes').check()
    await page.getByRole('dialog').getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Émettre l’avoir' }).click()
    await page.getByText('après les avoirs').waitFor()
    const [note] = await issued()
    expect(note).toMatchObject({ kind: 'credit-note', refers_to: [{ number: FIRST }] })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.screenshot({ path: join(out, 'dark.png'), fullPage: true })
    expect(await wrongWith(page, [390, 1280])).toEqual([])
    await page.close()
  }, 300_000)

  it('downloads the very file that is exported, whose code opens its evidence on a phone', async () => {
    const ran = await program.run('export', 'facturx', MONTH, '--to', out, '--issuer', 'fabrique')
    expect(ran.code, ran.stderr).toBe(0)
    const file = join(out, `${FIRST}.pdf`)
    const got = await (await contextOf('iris')).request.get(url(`/api/v1/invoices/${FIRST}/pdf`))
    expect(Buffer.compare(await got.body(), readFileSync(file))).toBe(0)

    execFileSync('pdftoppm', ['-r', `${DPI}`, '-gray', '-singlefile', file, join(out, 'page')])
    const scanned = codeOn(readFileSync(join(out, 'page.pgm')), Math.round(((595.28 - 54) * DPI) / 72))
    const printed = `${PUBLIC}/invoices/${FIRST}`
    const { modules } = create(printed, { errorCorrectionLevel: 'M' })
    const rows = Array.from({ length: modules.size }, (_, y) =>
      Array.from({ length: modules.size }, (_, x) => modules.get(y, x) === 1),
    )
    expect(scanned).toEqual(rows)

    const path = new URL(printed).pathname
    const visitor = await open(path, null, 390)
    await visitor.locator('input[type=password]').waitFor()
    expect(await visitor.locator('main').innerText()).not.toContain('Awa')
    await visitor.screenshot({ path: join(out, 'visitor.png') })
    const member = await open(path, 'awa', 390)
    await member.getByText('Tout concorde.').waitFor()
    await member.getByRole('heading', { name: FIRST }).waitFor()
    expect(await member.getByRole('button', { name: 'Faire un avoir' }).count()).toBe(0)
    await member.screenshot({ path: join(out, 'member.png'), fullPage: true })
    expect(await wrongWith(member, [390])).toEqual([])
    const others = (await issued()).find(({ name }) => name === 'Gilles Anquetil')
    const refused = await (await contextOf('awa')).request.get(url(`/api/v1/invoices/${others?.number}/pdf`))
    expect(refused.status()).toBe(404)
    for (const page of [visitor, member]) await page.close()
  }, 300_000)

  it('prints a member’s month with the figures of her statement', async () => {
    const { request } = await contextOf('awa')
    const answer = await request.get(url(`/api/v1/periods/${MONTH}/statements/awa`))
    const { statement } = (await answer.json()) as { statement: { total_cents: number; lines: { cents: number }[] } }
    const page = await open(`/me/proof/${MONTH}`, 'awa', 390)
    const link = page.getByRole('link', { name: 'Le relevé en PDF' })
    const pdf = await (await request.get(url((await link.getAttribute('href')) ?? ''))).body()
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
    const plain = text.replaceAll(/[\u00a0\u202f]/g, ' ')
    const euros = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',')
    for (const { cents } of statement.lines) expect(plain).toContain(euros(cents))
    expect(plain).toMatch(new RegExp(`Total hors taxes +${euros(statement.total_cents)} €`))
    const ran = await program.run('period', 'statement', `${MONTH}/awa`, '--to', join(out, 'awa.pdf'))
    expect(ran.code, ran.stderr).toBe(0)
    expect(Buffer.compare(readFileSync(join(out, 'awa.pdf')), pdf)).toBe(0)
    await page.close()
  }, 300_000)
})
