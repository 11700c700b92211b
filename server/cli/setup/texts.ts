/** Words of the first start on a terminal, in the language of whoever sits there. */
export type Language = 'fr' | 'en'

/** POSIX: LC_ALL before LC_MESSAGES before LANG. Who says nothing is French, as the rest of Navette. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return locale === '' || /^(fr|C|POSIX)/i.test(locale) ? 'fr' : 'en'
}

export const fr = {
  title:
    'Premier démarrage de Navette : votre compte, votre atelier, puis un premier poste (une machine et le boîtier qui compte ses heures).\nÀ chaque question, écrivez la réponse et appuyez sur Entrée.',
  left: 'interrompu, rien n’est encore écrit : « npm run navette setup » recommence',
  'left-made':
    'interrompu : le compte et l’atelier sont prêts. « npm run navette serve » lance Navette ; le poste se branche ensuite à l’écran.',
  choice: 'Répondez par le numéro d’une ligne.',
  name: 'Votre nom :',
  missing: 'Il en faut un.',
  email: 'Adresse électronique :',
  'email-wrong': 'Ce n’est pas une adresse électronique : écrivez par exemple aicha@example.org.',
  password: 'Mot de passe (il ne s’affiche pas) :',
  'password-short': 'Trop court : huit caractères au moins.',
  again: 'Encore une fois :',
  'again-wrong': 'Les deux ne sont pas les mêmes : recommencez.',
  which: 'L’atelier :',
  new: 'un nouvel atelier',
  example: 'un exemple, pour essayer',
  'which-example': 'Lequel ?',
  'atelier-name': 'Nom de l’atelier :',
  timezone: 'Fuseau horaire (Europe/Paris en France métropolitaine) :',
  'timezone-wrong': 'Ce n’est pas un fuseau : écrivez par exemple Europe/Paris.',
  weekdays: 'Ouvert du lundi au vendredi de 9 h à 19 h ? (non : toujours ouvert ; tout se règle ensuite)',
  machine: 'Nom du poste {n} (Entrée seule : c’est tout) :',
  kind: '  Son genre, par exemple surjeteuse ou four :',
  trained: '  Formation exigée pour s’en servir ?',
  ready: 'L’atelier {name} est prêt ; {email} peut se connecter.',
  running: 'Navette tourne. Dans un navigateur, elle s’ouvre à l’adresse {url}',
  pair: 'Brancher un premier poste maintenant ?',
  'pair-which': 'Lequel ?',
  'no-machine': 'Il n’y a pas encore de poste : ajoutez-en un dans la page Machines et catégories.',
  once: 'Recopiez ces quatre lignes dans les réglages du boîtier de {machine}. Elles ne sont montrées qu’une fois.',
  address: 'Adresse à appeler (serveur MQTT) : {value}',
  principal: 'Identifiant et nom d’utilisateur : {value}',
  token: 'Jeton (mot de passe) : {value}',
  key: 'Clé des badges : {value}',
  'heard-ask': '1. Mettez le boîtier sous tension… (Entrée : passer)',
  heard: '   ✓ On l’entend.',
  'heard-help':
    '   Toujours rien. Le boîtier est-il sous tension, sur le même réseau que cet ordinateur, et appelle-t-il bien {mqtt} ? Une adresse en 127.0.0.1 ou « localhost » ne se joint que de cet ordinateur : NAVETTE_MQTT en donne une autre.',
  refused: '   Le boîtier {principal} se présente et est refusé : recopiez le jeton en entier, sans espace.',
  foreign:
    '   Le boîtier {principal} parle au nom d’un autre poste : réglez ses messages (topic MQTT) sur navette/1/{path}/up/…',
  'badge-ask': '2. Présentez un badge au lecteur, n’importe lequel… (Entrée : passer)',
  badge: '   ✓ Badge lu.',
  'badge-unknown': '   ✓ Badge lu, encore à personne : vous le donnerez à un membre depuis l’atelier.',
  'badge-help':
    '   Toujours rien. Le lecteur est-il relié au boîtier, et la clé des badges est-elle celle montrée plus haut ?',
  'run-ask': '3. Mettez la machine en marche quelques secondes… (Entrée : passer)',
  run: '   ✓ Du courant passe : {current}.',
  'run-help':
    '   Toujours rien. La pince qui mesure le courant entoure-t-elle un seul fil, la phase, et pas tout le câble ? Un électricien la déplace, machine débranchée.',
  passed: '   Passé.',
  done: 'Le poste est prêt. La suite se règle à l’écran : {url}',
  stop: 'Laissez cette fenêtre ouverte : Navette y tourne. Ctrl-C l’arrête ; « npm run navette serve » la relance.',
  yes: 'o',
  no: 'n',
  locale: 'fr-FR',
} as const

export const en: Record<keyof typeof fr, string> = {
  title:
    'First start of Navette: your account, your workshop, then a first machine and the controller that counts its hours.\nType the answer to each question and press Enter.',
  left: 'interrupted, nothing is written yet: "npm run navette setup" begins again',
  'left-made':
    'interrupted: the account and the workshop are ready. "npm run navette serve" starts Navette; the machine is connected on the screen.',
  choice: 'Answer with the number of a line.',
  name: 'Your name:',
  missing: 'It is needed.',
  email: 'E-mail address:',
  'email-wrong': 'This is not an e-mail address: write for example aicha@example.org.',
  password: 'Password (it is not shown):',
  'password-short': 'Too short: at least eight characters.',
  again: 'Once more:',
  'again-wrong': 'The two are not the same: try again.',
  which: 'The workshop:',
  new: 'a new workshop',
  example: 'an example, to try',
  'which-example': 'Which one?',
  'atelier-name': 'Name of the workshop:',
  timezone: 'Time zone (Europe/Paris in mainland France):',
  'timezone-wrong': 'This is not a time zone: write for example Europe/Paris.',
  weekdays: 'Open Monday to Friday from 9:00 to 19:00? (no: always open; all of it can be set later)',
  machine: 'Name of machine {n} (Enter alone: that is all):',
  kind: '  Its kind, for example overlock or kiln:',
  trained: '  Training needed to use it?',
  ready: 'The workshop {name} is ready; {email} may sign in.',
  running: 'Navette is running. In a browser it opens at {url}',
  pair: 'Connect a first machine now?',
  'pair-which': 'Which one?',
  'no-machine': 'There is no machine yet: add one on the page Machines and categories.',
  once: 'Copy these four lines into the settings of the controller of {machine}. They are shown only once.',
  address: 'Address to call (MQTT server): {value}',
  principal: 'Identifier and user name: {value}',
  token: 'Token (password): {value}',
  key: 'Badge key: {value}',
  'heard-ask': '1. Give the controller power… (Enter: skip)',
  heard: '   ✓ It is heard.',
  'heard-help':
    '   Still nothing. Does the controller have power, is it on the same network as this computer, and does it call {mqtt}? An address with 127.0.0.1 or "localhost" is reached from this computer only: NAVETTE_MQTT gives another.',
  refused: '   The controller {principal} signs in and is refused: copy the whole token, without spaces.',
  foreign:
    '   The controller {principal} speaks for another machine: set its messages (MQTT topic) to navette/1/{path}/up/…',
  'badge-ask': '2. Hold a badge to the reader, any… (Enter: skip)',
  badge: '   ✓ Badge read.',
  'badge-unknown': '   ✓ Badge read, nobody’s yet: you will give it to a member from the workshop.',
  'badge-help': '   Still nothing. Is the reader wired to the controller, and is the badge key the one shown above?',
  'run-ask': '3. Let the machine run for a few seconds… (Enter: skip)',
  run: '   ✓ Current flows: {current}.',
  'run-help':
    '   Still nothing. Does the clamp that measures the current hold one wire only, the live one, and not the whole cable? An electrician moves it, the machine unplugged.',
  passed: '   Skipped.',
  done: 'The machine is ready. Everything else is set on the screen: {url}',
  stop: 'Leave this window open: Navette runs in it. Ctrl-C stops it; "npm run navette serve" starts it again.',
  yes: 'y',
  no: 'n',
  locale: 'en-GB',
}

export type Say = (key: keyof typeof fr, values?: Readonly<Record<string, string | number>>) => string

export const sayIn = (language: Language): Say => {
  const texts = language === 'fr' ? fr : en
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank))
}
