/** docs/tresorier.md, word by word: its commands are run, its pages clicked, in the order of the text. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { BROWSER, hasChromium } from '#test/support/dashboard-browser.ts'
import { CHECKOUT } from '#test/support/navette.ts'
import { poll } from '#test/support/poll.ts'

/** For a machine that eight others share. */
const PATIENT_MS = 90_000

type Step = { kind: 'command' | 'act'; text: string }

/** Shell blocks and numbered lines; everything else is for people. */
function stepsOf(markdown: string): Step[] {
  const steps: Step[] = []
  let in_shell = false
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) in_shell = line === '```sh'
    else if (in_shell) steps.push({ kind: 'command', text: line })
    else if (/^\d+\. /.test(line)) steps.push({ kind: 'act', text: line.replace(/^\d+\. /, '') })
  }
  return steps
}

const directory = mkdtempSync(join(tmpdir(), 'navette-tresorier-'))
const accounts = new Map<string, { email: string; password: string }>()
let serving: ChildProcess | null = null
afterAll(async () => {
  if (serving !== null) {
    const ended = new Promise(done => serving?.once('close', done))
    process.kill(-(serving.pid ?? 0), 'SIGTERM')
    await ended
  }
  rmSync(directory, { recursive: true, force: true })
})

/** `2026-10` of the text is the month before the present one, in which the exercise lies. */
function monthBefore(): string {
  const paris = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', year: 'numeric', month: '2-digit' })
  const [year = 0, month = 1] = paris.format(Date.now()).split('-').map(Number)
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`
}

/** Months and numbers of the text as they are today: an invoice bears the year it is issued in. */
const placed = (text: string): string =>
  text
    .replaceAll('2026-10', monthBefore())
    .replaceAll(
      /\b(FAB|ASSO)-2026-/g,
      `$1-${new Date().toLocaleString('sv', { timeZone: 'Europe/Paris' }).slice(0, 4)}-`,
    )

/** A shell in a directory of its own, where `navette` is what the text says it is. */
function shell(command: string): ChildProcess {
  const alias = `navette() { (cd '${CHECKOUT}' && npm run --silent navette -- "$@"); }`
  const there = placed(command)
    .replaceAll(/(NAVETTE_DATA=|--data )(\w+)/g, `$1${directory}/$2`)
    .replace('--password-file ', `--password-file ${directory}/`)
  const env = { ...process.env, NAVETTE_HTTP: '127.0.0.1:0', NAVETTE_MQTT: '127.0.0.1:0', NAVETTE_LOG: 'warn' }
  const with_port = there.includes('navette demo') ? `${there} --port 0` : there
  return spawn('bash', ['-c', `${alias}\n${with_port}`], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function run(command: string): Promise<string> {
  const child = shell(command)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', chunk => {
      output += chunk
    })
  const code = await new Promise(done => child.once('close', done))
  expect([command, code, code === 0 ? '' : output]).toEqual([command, 0, ''])
  for (const [, role = '', email = '', password = ''] of output.matchAll(/^ {2}(\w+) +(\S+@\S+) {2}(\S+)$/gm))
    accounts.set(role, { email, password })
  return output
}

function serve(command: string): Promise<string> {
  const child = shell(command)
  serving = child
  return new Promise((done, refuse) => {
    let output = ''
    child.stdout?.on('data', chunk => {
      output += chunk
      const line = /^\{"ready":true.*$/m.exec(output)?.[0]
      if (line !== undefined) done(`http://${(JSON.parse(line) as { http: string }).http}`)
    })
    child.once('close', code => refuse(new Error(`serve ended with ${code}: ${output}`)))
  })
}

/** What the text calls by name: in the open dialog where there is one, by its whole name before a part of it. */
const named = (page: Page, name: string): Promise<Locator> =>
  poll(
    `something called ${name}`,
    async () => {
      // Looked for anew each time: the dialog of the step before may still be waiting for its answer
      const dialog = page.locator('dialog[open]')
      const where = (await dialog.count()) > 0 ? dialog : page.locator('body')
      for (const exact of [true, false])
        for (const role of ['link', 'button'] as const) {
          const one = where.getByRole(role, { name, exact })
          if ((await one.count()) > 0) return one.first()
        }
      return null
    },
    PATIENT_MS,
  )

const ACTS: [RegExp, (page: Page, ...parts: string[]) => Promise<unknown>][] = [
  [/^Cliquez sur \*\*(.+)\*\*\.$/, async (page, name = '') => (await named(page, name)).click()],
  [/^Cochez \*\*(.+)\*\*\.$/, (page, name = '') => page.getByLabel(name).check()],
  [/^Choisissez \*\*(.+)\*\*\.$/, (page, name = '') => page.getByLabel(name).check()],
  [/^Dans \*\*(.+)\*\*, écrivez «\s(.+)\s»\.$/, (page, name = '', text = '') => page.getByLabel(name).fill(text)],
  [/^On lit \*\*(.+)\*\*\.?$/, (page, text = '') => page.getByText(text.replaceAll(/\s/g, ' ')).first().waitFor()],
  [
    /^Connectez-vous avec la ligne `(\w+)`\.$/,
    async (page, role = '') => {
      const { email, password } = accounts.get(role) ?? { email: '', password: '' }
      await page.getByLabel('Adresse électronique').fill(email)
      await page.getByLabel('Mot de passe').fill(password)
      await page.getByRole('button', { name: 'Entrer dans l’atelier' }).click()
      await page.locator('.header').waitFor()
    },
  ],
]

async function act(page: Page, text: string): Promise<void> {
  for (const [pattern, does] of ACTS) {
    const found = pattern.exec(text)
    if (found !== null) {
      await does(page, ...found.slice(1))
      return
    }
  }
  throw new Error(`nobody knows how to do this: ${text}`)
}

it.skipIf(!hasChromium)(
  'takes a treasurer from an empty database to a closed month',
  { timeout: 6 * PATIENT_MS },
  async () => {
    writeFileSync(join(directory, 'mot-de-passe'), 'fil-a-coudre-42\n')
    const steps = stepsOf(readFileSync(join(CHECKOUT, 'docs/tresorier.md'), 'utf8'))
    expect(steps.length).toBeGreaterThan(40)
    const browser = await chromium.launch(BROWSER)
    try {
      const page = await (await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris' })).newPage()
      page.setDefaultTimeout(PATIENT_MS)
      let last = ''
      for (const { kind, text } of steps) {
        if (kind === 'act') await act(page, placed(text))
        else if (text.endsWith('navette serve')) await page.goto(await serve(text))
        else last = await run(text)
      }
      expect(last).toContain('Everything agrees with the journal.')
      expect(last).toMatch(/statement \d{4}-\d\d\/awa: \d+ lines, [1-9]\d* sessions/)
    } finally {
      await browser.close()
    }
  },
)
