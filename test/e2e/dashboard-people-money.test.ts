/** Every page about people and money over the real server, as a French-speaking person has it on a phone, a tablet and a wide screen. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/contract/api.ts'
import { hasChromium } from '#test/support/dashboard-browser.ts'
import { type RealStage, raiseRealStage } from '#test/support/dashboard-real.ts'
import { wrongForHands } from '#test/support/hands.ts'
import { hasRun, wrongWith } from '#test/support/look.ts'
import { namelessOn } from '#test/support/names.ts'
import { wrongOnPaper } from '#test/support/paper.ts'
import { HOSTILE } from '#test/support/small-atelier.ts'

/** `ready`: what is there once the page has its answer. */
type Scene = [role: Role, path: string, ready: string]
const scenesOf = ({ last, closed }: RealStage): Scene[] => [
  ['animateur', '/morning', '.morning li'],
  ['animateur', '/members', '.people-list li'],
  ['manager', '/members/awa', '.person-facts'],
  ['manager', '/members/import', '.import input'],
  ['treasurer', '/organisations', '.people-item'],
  ['animateur', '/closures', '.people-item'],
  ['animateur', '/events', '.people-item'],
  ['member', '/reservations', '.book-list li'],
  ['animateur', '/learn', 'main h1'],
  ['member', '/me', '.my-month h2'],
  ['member', `/me?month=${closed}`, '.so-far-total'],
  ['member', '/me/access', '.access-list li'],
  ['member', '/me/account', '.my-list li'],
  ['manager', '/charter', '.charter-write'],
  ['member', `/me/proof/${closed}`, '.proof-chain'],
  ['organisation', `/organisation?month=${closed}`, '.so-far-total'],
  ['treasurer', '/months', '.period-list'],
  ['treasurer', `/periods/${closed}`, '.share'],
  ['treasurer', `/periods/${last}/settle`, '.settle-item'],
  ['treasurer', '/orders', '.orders li'],
  ['animateur', '/sales', '.terms li'],
  ['treasurer', `/economy/${last}`, '.issuer'],
  ['treasurer', `/use/${last}`, '.week'],
  ['treasurer', `/exports?month=${last}`, '.exports li'],
  ['treasurer', '/economy/prices', '.terms li'],
  ['treasurer', '/economy/assets', '.terms li'],
  // in January no month of the present year says anything yet
  ['treasurer', `/economy/years?year=${closed.slice(0, 4)}`, '.settlement li'],
  ['treasurer', '/economy/what-if', '.what-if-row'],
  ['treasurer', '/economy/funders', '.figures'],
  ['treasurer', '/books', '.books-year'],
  ['manager', '/pair/presse-1', '.pair li'],
  ['treasurer', `/invoices/drafts/${closed}`, '.drafts li'],
  ['treasurer', `/invoices/drafts/${last}`, `.notice:not([role=alert]) a[href="/periods/${last}"]`],
]
const MACHINES: readonly Scene[] = [
  ['animateur', '/care', '.care-list li'],
  ['treasurer', '/care', '.care-list li'],
  ['animateur', '/machines/presse-1', '.machine-teachers li'],
  ['member', '/machines/presse-1?view=week', '.week li'],
]
const WIDTHS_px = [360, 820, 1920]
const AT_ONCE = 3
/** For a machine that eight others share. */
const PATIENT_ms = 90_000

/** A finger that comes down is a tap, whatever the page makes of it. */
function countTaps(): void {
  const { dataset } = document.documentElement
  dataset.taps = '0'
  addEventListener('pointerdown', () => (dataset.taps = `${Number(dataset.taps) + 1}`), { capture: true })
}

describe.skipIf(!hasChromium)('people and money on screen', () => {
  let stage: RealStage
  beforeAll(async () => {
    stage = await raiseRealStage()
  })
  afterAll(() => stage?.close())

  const wrongOn = async (all: readonly Scene[]): Promise<string[]> => {
    const scenes = [...all]
    const found: string[] = []
    const look = async ([role, path, ready]: Scene) => {
      const page = await stage.open(path, role)
      await page.locator(ready).first().waitFor({ timeout: PATIENT_ms })
      const wrong = [...(await wrongForHands(page)), ...(await wrongWith(page, WIDTHS_px))]
      found.push(...wrong.map(each => `${path}: ${each}`))
      await page.close()
    }
    const worker = async () => {
      for (let scene = scenes.shift(); scene !== undefined; scene = scenes.shift()) await look(scene)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    return found
  }

  test('each page is clean to axe in both themes, is within reach of keys and fingers, keeps still, and never scrolls sideways', {
    timeout: 5 * PATIENT_ms,
  }, async () => {
    expect(await wrongOn(scenesOf(stage))).toEqual([])
  })

  test('so is a machine’s own, for each who has one', async () => {
    expect(await wrongOn(MACHINES)).toEqual([])
  })

  test('what nobody could tell apart by ear is found, and what would be lost on paper or in forced colours', async () => {
    const page = await stage.open('/', 'member')
    const state = '<span class="standing">en panne</span>'
    // a document without an icon of its own asks for one that is not there
    const icon = '<link rel="icon" href="/apple-touch-icon.png">'
    await page.setContent(`${icon}<main><h2>Un</h2><h2>Un</h2><table></table><a class="button">Non</a>${state}</main>`)
    expect(await namelessOn(page)).toHaveLength(2)
    expect(await wrongOnPaper(page)).toEqual([
      'printed: <a class="button"> is there',
      'printed: has no heading',
      'in forced colours: "en panne" has lost its sign or its word',
    ])
    await page.close()
  })

  const act = async (role: Role, path: string, deed: (page: Page) => Promise<void>) => {
    const page = await stage.open(path, role)
    page.setDefaultTimeout(PATIENT_ms)
    await deed(page)
    expect(await hasRun(page)).toBe(false)
    await page.close()
  }
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
  /** The dialog's own button: the one that opened it may have the same name. */
  const send = async (page: Page, name: string) => {
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  }
  const sent = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' })
  /** What is said at a field, by what the field itself names as its description. */
  const saidAt = async (page: Page, label: string): Promise<string> => {
    const field = page.getByRole('dialog').getByLabel(label, { exact: true })
    await expect.poll(() => field.getAttribute('aria-invalid'), { timeout: PATIENT_ms }).toBe('true')
    const [id] = (await field.getAttribute('aria-describedby'))?.split(' ') ?? []
    return page.locator(`[id="${id}"]`).innerText()
  }

  test('a SIREN with a wrong check digit and a name without end are told at their fields, in French; then it is saved', async () => {
    await act('treasurer', '/organisations', async page => {
      await press(page, 'Ajouter une organisation')
      await page.getByLabel('Nom').fill('N'.repeat(300))
      await page.getByLabel('SIREN', { exact: true }).fill('123456789')
      await send(page, 'Ajouter')
      expect(await saidAt(page, 'SIREN')).toContain('Ce n’est pas un SIREN')
      expect(await saidAt(page, 'Nom')).toMatch(/trop long|caractères/)
      await page.getByLabel('Nom').fill(`Zélie ${HOSTILE}`)
      await page.getByLabel('SIREN', { exact: true }).fill('732 829 320')
      await page.getByRole('textbox', { name: 'Rue' }).fill(HOSTILE)
      await send(page, 'Ajouter')
      await sent(page)
      const row = page.locator('.people-item', { hasText: `Zélie ${HOSTILE}` })
      await row.getByText('732829320').waitFor()
    })
  })

  test('a closure says its year, and goes once somebody means it', async () => {
    const year = Number(stage.today.slice(0, 4)) + 1
    await act('animateur', '/closures', async page => {
      await press(page, 'Ajouter une exception')
      const over_px = await page.getByRole('dialog').evaluate(dialog => dialog.scrollWidth - dialog.clientWidth)
      expect(over_px).toBe(0)
      await page.getByLabel('Du', { exact: true }).fill(`${year}-02-03`)
      await page.getByLabel('Au', { exact: true }).fill(`${year}-02-05`)
      await page.getByLabel('Pourquoi (facultatif)').fill(`Travaux ${HOSTILE}`)
      await send(page, 'Ajouter')
      await sent(page)
      const row = page.locator('.people-item', { hasText: 'Travaux' })
      expect(await row.innerText()).toContain(`3 février ${year}`)
      await row.getByRole('button').click()
      await send(page, 'Retirer')
      await row.waitFor({ state: 'detached' })
    })
  })

  test('a member books and cancels', async () => {
    const day = new Date(Date.parse(stage.today) + 3 * 86_400_000).toISOString().slice(0, 10)
    await act('member', `/reservations?day=${day}`, async page => {
      const traceur = page.locator('.book-list > li', { hasText: 'Traceur' })
      await traceur.getByRole('button', { name: 'Réserver' }).click()
      await send(page, 'Réserver')
      await sent(page)
      await traceur.getByText('Vous', { exact: true }).waitFor()
      await traceur.getByRole('button', { name: /^Annuler/ }).click()
      await traceur.getByText('Libre toute la journée.').waitFor()
    })
  })

  test('three taps give a visitor the card just shown, and one gives a right beside the machine', async () => {
    await act('animateur', '/morning', async page => {
      await page.evaluate(countTaps)
      await press(page, /À qui est-il/)
      await page.getByText('La personne a lu la charte affichée et l’accepte').click()
      await send(page, 'Passe d’un jour')
      await sent(page)
      await page.getByText(/^Badge donné\s:\sVisite du/).waitFor()
      expect(await page.evaluate(() => document.documentElement.dataset.taps)).toBe('3')
    })
    await act('animateur', '/machines/presse-1', async page => {
      await press(page, 'Autoriser quelqu’un')
      await page.getByRole('dialog').getByLabel('Chercher un membre').fill('chlo')
      await send(page, 'Autoriser Chloé Exemple')
      await page.getByText('Chloé Exemple peut travailler ici.').waitFor()
    })
  })

  test('the charter is written by the manager, and on the tablet read, ticked and signed with a finger', async () => {
    await act('manager', '/charter', async page => {
      await page.getByText('Écrire la charte').click()
      await page.getByLabel('Texte de la charte').fill(`Je range.\n\nJ’éteins. ${HOSTILE}`)
      await press(page, 'Mettre en vigueur')
      await send(page, 'Mettre en vigueur')
      await page.getByText('Version 1, en vigueur depuis').waitFor()
    })
    await act('animateur', '/members/nouvelle', async page => {
      await page.setViewportSize({ width: 820, height: 1180 })
      await press(page, 'Faire signer la charte')
      await send(page, 'Signer')
      await page.getByText('Cochez d’abord').waitFor()
      await page.getByLabel('J’ai lu la charte et je l’accepte').check()
      await send(page, 'Signer')
      await page.getByText('Signez dans le cadre').waitFor()
      await page.locator('.pad svg').scrollIntoViewIfNeeded()
      const box = await page.locator('.pad svg').boundingBox()
      if (box === null) throw new Error('there is a frame to sign in')
      await page.mouse.move(box.x + 40, box.y + 60)
      await page.mouse.down()
      for (const [x, y] of [
        [90, 30],
        [120, 110],
        [220, 50],
      ] as const)
        await page.mouse.move(box.x + x, box.y + y)
      await page.mouse.up()
      await send(page, 'Signer')
      await sent(page)
      await page.getByText('version 1, devant Bilal Exemple').waitFor()
      await page.getByRole('img', { name: 'Signature de Nour Candidate' }).waitFor()
    })
  })

  test('a list with a wrong line is tried and not written', async () => {
    await act('manager', '/members/import', async page => {
      const csv = `nom;charte;badge\n"${HOSTILE.replaceAll('"', '""')}";31/12/2025;\nDina Exemple;32/13/2025;04AABBCCDD\n`
      const buffer = Buffer.from(csv, 'latin1')
      await page.locator('input[type=file]').setInputFiles({ name: 'membres.csv', mimeType: 'text/csv', buffer })
      await page.getByText(/32.13.2025.*n’est pas un jour/).waitFor()
      await page.getByText('Ligne 3').waitFor()
      expect(await page.getByRole('button', { name: 'Tout importer' }).count()).toBe(0)
    })
  })

  test('a training is planned and called off, an order sent elsewhere and delivered, a supply counted', async () => {
    await act('animateur', '/events', async page => {
      await press(page, 'Prévoir')
      await page.getByLabel('Nom', { exact: true }).fill(`Ourlets ${HOSTILE}`)
      await send(page, 'Inscrire')
      await page.getByText('Choisissez au moins un poste.').waitFor()
      await page.getByRole('group', { name: 'Postes gardés' }).getByLabel('Piqueuse plate').check()
      await send(page, 'Inscrire')
      await sent(page)
      const row = page.locator('.people-item', { hasText: 'Ourlets' })
      await row.getByRole('button').click()
      await send(page, 'Retirer')
      await row.waitFor({ state: 'detached' })
    })
    await act('treasurer', '/orders', async page => {
      const order = page.locator('.orders > li', { hasText: 'Vingt tabliers' })
      await order.getByRole('button', { name: 'Envoyer ailleurs' }).click()
      await page.getByLabel('Ce qui se fait ailleurs').fill(`Broderie ${HOSTILE}`)
      await send(page, 'Enregistrer')
      await order.getByRole('button', { name: /revenue aujourd’hui/ }).click()
      await order.getByRole('button', { name: /^Livrer/ }).click()
      await send(page, 'Livrer')
      await page.locator('.orders > li[data-done=true]', { hasText: 'Vingt tabliers' }).waitFor()
    })
    await act('animateur', '/sales', async page => {
      await press(page, 'Relever')
      await page.getByLabel('Quantité').fill('beaucoup')
      await send(page, 'Enregistrer')
      await page.getByText('Écrivez une quantité').waitFor()
      await page.getByLabel('Quantité').fill('1,25')
      await send(page, 'Enregistrer')
      await page.getByText('1,25 m² de Papier de tracé').waitFor()
    })
  })

  test('a fault is reported, given, closed with its cost, and the cost taken into a pool', async () => {
    await act('member', '/machines/presse-1', async page => {
      await press(page, 'Signaler une panne')
      await page.getByLabel('Ce qui ne va pas').fill(`Ne chauffe plus ${HOSTILE}`)
      await send(page, 'Signaler')
      await sent(page)
      await page.locator('.trouble').getByText('Ne chauffe plus').waitFor()
      await press(page, 'Je veux bien l’enseigner')
      await page.locator('.machine-teachers').getByText('Awa Exemple').waitFor()
      await press(page, 'Prévenez-moi')
      await page.locator('dialog [name=fault]').selectOption('now')
      await send(page, 'Enregistrer')
      await sent(page)
      await press(page, 'Prévenez-moi')
      await page.getByText('Aucun serveur de courriel n’est réglé').waitFor()
      expect(await page.locator('dialog [name=fault]').inputValue()).toBe('now')
    })
    await act('animateur', '/care', async page => {
      const fault = page.locator('.care-faults li', { hasText: 'Ne chauffe plus' })
      await fault.getByRole('button', { name: /^Prendre en charge/ }).click()
      await fault.getByText('pris en charge par').waitFor()
      await fault.getByRole('button', { name: /^Confier/ }).click()
      await page.locator('dialog [name=to]').selectOption({ label: 'Compte manager' })
      await send(page, 'Confier')
      await fault.getByText('confiée à Compte manager').waitFor()
      await fault.getByRole('button', { name: /^Clore/ }).click()
      await page.locator('dialog [name=cause]').selectOption('electrical')
      await page.getByLabel('Ce qui a été fait').fill('Résistance changée')
      await page.getByLabel('Pièces (€)').fill('trente')
      await send(page, 'Clore la panne')
      await page.getByText('Écrivez les montants').waitFor()
      await page.getByLabel('Pièces (€)').fill('38,50')
      await page.locator('dialog [name=pool]').selectOption({ index: 1 })
      await send(page, 'Clore la panne')
      await fault.waitFor({ state: 'detached' })
    })
    await act('treasurer', '/care', async page => {
      const offer = page.locator('.care-offers li', { hasText: 'Résistance changée' })
      await offer.getByText('38,50').waitFor()
      await offer.getByRole('button', { name: 'Prendre' }).click()
      await page.getByLabel('Facture ou justificatif').fill('F-204')
      await send(page, 'Prendre')
      await offer.waitFor({ state: 'detached' })
      await page.goto(`${stage.url}/machines/presse-1`)
      await page.locator('.history').getByText('dans une charge commune').waitFor()
    })
  })

  test('and no browser had anything to complain of but what it was refused', () => {
    expect(stage.complaints.filter(each => !/status of (409|422)/.test(each))).toEqual([])
  })
})
