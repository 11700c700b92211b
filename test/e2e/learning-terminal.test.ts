/** `navette profile learn` beside a machine: a person at a real terminal, in French, who also thinks better of it. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Navette, navette } from '#test/support/navette.ts'
import { PtyCommand } from '#test/support/pty-command.ts'

const ATELIER = {
  ...{ navette: 1, site: 'ecole', name: 'École', timezone: 'Europe/Paris' },
  machines: [{ id: 'juki', sensor: 'current' }],
}
const ENTER = '\r'
const CTRL_C = '\x03'
const CTRL_D = '\x04'

let lab: Navette
const commands: PtyCommand[] = []
beforeAll(async () => {
  lab = navette()
  await lab.setup(ATELIER)
})
afterEach(() => {
  for (const command of commands.splice(0)) command.kill()
})
afterAll(() => lab?.remove())

function learn(env: Record<string, string> = { LC_ALL: 'fr_FR.UTF-8' }): PtyCommand {
  const command = new PtyCommand(['profile', 'learn', 'juki'], { NAVETTE_DATA: lab.data, ...env })
  commands.push(command)
  return command
}
async function taught(): Promise<{ phase: string; from: string }[]> {
  const ran = await lab.run('profile', 'learn', 'juki', '--json')
  return ran.json<{ taught: { phase: string; from: string }[] }>().taught
}

it('asks for each phase in French, takes every Enter for a press, and says what follows', async () => {
  const command = learn()
  for (const question of [
    'Éteignez la machine à son propre interrupteur.',
    'Attendez une demi-minute, puis Entrée',
    'Allumez-la et laissez-la à l’arrêt.',
    'Attendez une demi-minute, puis Entrée',
    'Travail, passage 1',
    'Entrée quand elle s’arrête',
  ]) {
    await command.sees(question)
    command.types(ENTER)
  }
  await command.sees('Travail, passage 2')
  command.types(`q${ENTER}`)
  // No station: nothing was read
  await command.sees('aucune mesure n’est venue pendant la leçon')
  await command.sees('Entrée pour continuer')
  command.types(`q${ENTER}`)
  expect(await command.ended()).toBe(1)
  expect((await taught()).map(({ phase }) => phase)).toEqual(['standby', 'idle', 'work', 'idle'])
})

it.each([
  ['Ctrl-C', CTRL_C],
  ['Ctrl-D', CTRL_D],
])('%s in the middle keeps nothing of it, and the lesson before as it was', async (_, keys) => {
  const before = await taught()
  expect(before).toHaveLength(4)
  const command = learn()
  await command.sees('Éteignez')
  command.types(ENTER)
  await command.sees('Attendez')
  command.types(ENTER)
  await command.sees('Allumez-la')
  command.types(keys)
  await command.sees('rien n’en est gardé')
  expect(await command.ended()).toBe(1)
  expect(await taught()).toEqual(before)
})

it('speaks English where the terminal does', async () => {
  const command = learn({ LC_ALL: 'en_GB.UTF-8' })
  await command.sees('Switch the machine off at its own switch.')
  command.types(CTRL_C)
  await command.sees('the lesson was given up')
  expect(await command.ended()).toBe(1)
})
