/** The first start without a browser, on a real terminal: questions, a first station that proves itself, and Navette runs on. */
import mqtt from 'mqtt'
import { afterEach, expect, it } from 'vitest'
import { connectStation } from '#test/support/hand-station.ts'
import { type Navette, navette } from '#test/support/navette.ts'
import { PtyCommand } from '#test/support/pty-command.ts'

let lab: Navette | undefined
let command: PtyCommand | undefined
afterEach(async () => {
  command?.kill()
  await lab?.remove()
})

const begin = (env: Record<string, string>) => {
  lab = navette({})
  const away = {
    NAVETTE_DATA: lab.data,
    NAVETTE_HTTP: '127.0.0.1:0',
    NAVETTE_MQTT: '127.0.0.1:0',
    NAVETTE_LOG: 'fatal',
  }
  command = new PtyCommand(['setup'], { ...away, LC_ALL: '', LC_MESSAGES: '', ...env })
  return command
}

it('asks in French, tells what is wrong with an answer, pairs a station live, and stays', {
  timeout: 180_000,
}, async () => {
  const terminal = begin({ LANG: 'fr_FR.UTF-8' })
  const answer = async (question: string, keys: string) => {
    await terminal.sees(question)
    terminal.types(`${keys}\r`)
  }
  await answer('Votre nom', 'Aïcha')
  await answer('Adresse électronique', 'aicha')
  await terminal.sees('Ce n’est pas une adresse électronique')
  await answer('Adresse électronique', 'aicha@example.org')
  await answer('Mot de passe', 'court')
  await terminal.sees('Trop court')
  await answer('Mot de passe', 'fil-a-coudre-42')
  await answer('Encore une fois', 'fil-a-coudre-43')
  await terminal.sees('ne sont pas les mêmes')
  await answer('Mot de passe', 'fil-a-coudre-42')
  await answer('Encore une fois', 'fil-a-coudre-42')
  await answer('un exemple, pour essayer', '1')
  await answer('Nom de l’atelier', 'L’Atelier du Canal')
  await answer('Fuseau horaire', 'Paris')
  await terminal.sees('Ce n’est pas un fuseau')
  await answer('Fuseau horaire', 'Europe/Paris')
  await answer('Ouvert du lundi', 'n')
  await answer('Nom du poste 1', 'Juki')
  await answer('Son genre', 'piqueuse')
  await answer('Formation exigée', '')
  await answer('Nom du poste 2', '')
  await terminal.sees('L’Atelier du Canal est prêt')
  await answer('Brancher un premier poste', '')

  await terminal.sees('Mettez le boîtier sous tension')
  const shown = (what: string): string => new RegExp(`${what}\\s: (\\S+)`).exec(terminal.seen)?.[1] ?? ''
  const [address, principal] = [shown('serveur MQTT\\)'), shown('nom d’utilisateur')]
  const as = { clientId: principal, username: principal, reconnectPeriod: 0 }
  await expect(mqtt.connectAsync(`mqtt://${address}`, { ...as, password: 'faux' }, false)).rejects.toThrow()
  await terminal.sees('est refusé')
  const station = await connectStation(address, principal, shown('mot de passe\\)'))
  await station.hello()
  await terminal.sees('On l’entend')
  await terminal.sees('Présentez un badge')
  await station.badge('ab'.repeat(32))
  await terminal.sees('encore à personne')
  await terminal.sees('Mettez la machine en marche')
  await station.sample(1_400)
  await terminal.sees('1,40 A')
  await terminal.sees('Le poste est prêt')
  await station.leave()
  const url = /http:\/\/[\d.:]+/.exec(terminal.seen)?.[0] ?? ''
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect(terminal.seen).not.toContain('fil-a-coudre')
})

it('asks in English where the locale does, and gives the prompt back to who leaves it', {
  timeout: 180_000,
}, async () => {
  const terminal = begin({ LANG: 'en_GB.UTF-8' })
  for (const [question, keys] of [
    ['Your name', 'Aïcha'],
    ['E-mail address', 'aicha@example.org'],
    ['Password', 'fil-a-coudre-42'],
    ['Once more', 'fil-a-coudre-42'],
    ['an example, to try', '2'],
    ['Which one', '1'],
  ] as const) {
    await terminal.sees(question)
    terminal.types(`${keys}\r`)
  }
  // its server runs by now, on ports that the next start wants
  await terminal.sees('Connect a first machine')
  terminal.types('\u0003')
  await terminal.sees('the account and the workshop are ready')
  expect(await terminal.ended()).toBe(0)
})

it('writes nothing when it is left at the first question', async () => {
  const terminal = begin({ LANG: 'en_GB.UTF-8' })
  await terminal.sees('Your name')
  terminal.types('\u0003')
  await terminal.sees('interrupted')
  expect(await terminal.ended()).toBe(1)
})
