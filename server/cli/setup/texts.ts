/** Words of the first start on a terminal, in the language of whoever sits there. */
export type Language = 'fr' | 'en'

/** POSIX: LC_ALL before LC_MESSAGES before LANG. Who says nothing is French, as the rest of Navette. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return locale === '' || /^(fr|C|POSIX)/i.test(locale) ? 'fr' : 'en'
}

export const fr = {
  title: 'Premier démarrage de Navette : votre compte, votre atelier, puis un premier poste.',
  left: 'interrompu : relancez « navette setup » pour reprendre',
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
  timezone: 'Fuseau horaire :',
  'timezone-wrong': 'Ce n’est pas un fuseau : écrivez par exemple Europe/Paris.',
  weekdays: 'Ouvert du lundi au vendredi de 9 h à 19 h ? (non : toujours ouvert ; tout se règle ensuite)',
  machine: 'Nom du poste {n} (vide : c’est tout) :',
  kind: '  Son genre :',
  trained: '  Formation exigée ?',
  ready: 'L’atelier {name} est prêt ; {email} peut se connecter.',
  running: 'Navette tourne : {url}',
  pair: 'Brancher un premier poste maintenant ?',
  'pair-which': 'Lequel ?',
  'no-machine': 'Il n’y a pas encore de poste : ajoutez-en un dans la page Machines et catégories.',
  once: 'Le boîtier de {machine} se présente avec ceci, montré une seule fois :',
  address: 'adresse MQTT',
  principal: 'identifiant et nom d’utilisateur',
  token: 'jeton (mot de passe)',
  key: 'clé des badges',
  'heard-ask': '1. Branchez le boîtier… (Entrée : passer)',
  heard: '   ✓ On l’entend.',
  'heard-help':
    '   Toujours rien. Le boîtier est-il alimenté, sur le même réseau, et l’adresse {mqtt} est-elle la sienne ? « localhost » ou 127.0.0.1 ne se voit que de cette machine.',
  refused: '   Quelqu’un se présente comme {principal} et est refusé : recopiez le jeton en entier, sans espace.',
  foreign: '   {principal} parle sur un sujet qui n’est pas le sien : navette/1/{path}/up/…',
  'badge-ask': '2. Présentez un badge… (Entrée : passer)',
  badge: '   ✓ Badge lu.',
  'badge-unknown': '   ✓ Badge lu, encore à personne : vous le donnerez à un membre depuis l’atelier.',
  'badge-help':
    '   Toujours rien. Le lecteur est-il relié au boîtier, et la clé des badges est-elle celle montrée plus haut ?',
  'run-ask': '3. Mettez la machine en marche… (Entrée : passer)',
  run: '   ✓ Du courant passe : {current}.',
  'run-help': '   Toujours rien. La pince entoure-t-elle un seul fil, la phase, et pas tout le câble ?',
  passed: '   Passé.',
  done: 'Le poste est prêt. La suite se règle à l’écran : {url}',
  stop: 'Ctrl-C arrête Navette ; « navette serve » le relance.',
  yes: 'o',
  no: 'n',
  locale: 'fr-FR',
} as const

export const en: Record<keyof typeof fr, string> = {
  title: 'First start of Navette: your account, your workshop, then a first machine.',
  left: 'interrupted: run "navette setup" again to go on',
  choice: 'Answer with the number of a line.',
  name: 'Your name:',
  missing: 'It is needed.',
  email: 'E-mail address:',
  'email-wrong': 'This is no e-mail address: write for example aicha@example.org.',
  password: 'Password (it is not shown):',
  'password-short': 'Too short: at least eight characters.',
  again: 'Once more:',
  'again-wrong': 'The two are not the same: try again.',
  which: 'The workshop:',
  new: 'a new workshop',
  example: 'an example, to try',
  'which-example': 'Which one?',
  'atelier-name': 'Name of the workshop:',
  timezone: 'Time zone:',
  'timezone-wrong': 'This is no time zone: write for example Europe/Paris.',
  weekdays: 'Open Monday to Friday from 9:00 to 19:00? (no: always open; all of it can be set later)',
  machine: 'Name of machine {n} (empty: that is all):',
  kind: '  Its kind:',
  trained: '  Training needed?',
  ready: 'The workshop {name} is ready; {email} may sign in.',
  running: 'Navette is running: {url}',
  pair: 'Connect a first machine now?',
  'pair-which': 'Which one?',
  'no-machine': 'There is no machine yet: add one on the page Machines and categories.',
  once: 'The controller of {machine} signs in with this, shown once:',
  address: 'MQTT address',
  principal: 'identifier and user name',
  token: 'token (password)',
  key: 'badge key',
  'heard-ask': '1. Plug the controller in… (Enter: skip)',
  heard: '   ✓ It is heard.',
  'heard-help':
    '   Still nothing. Has the controller power, is it on the same network, and is {mqtt} the address it calls? "localhost" or 127.0.0.1 is seen from this machine only.',
  refused: '   Somebody signs in as {principal} and is refused: copy the whole token, without spaces.',
  foreign: '   {principal} speaks on a topic that is not its own: navette/1/{path}/up/…',
  'badge-ask': '2. Show a badge… (Enter: skip)',
  badge: '   ✓ Badge read.',
  'badge-unknown': '   ✓ Badge read, nobody’s yet: you will give it to a member from the workshop.',
  'badge-help': '   Still nothing. Is the reader wired to the controller, and is the badge key the one shown above?',
  'run-ask': '3. Switch the machine on… (Enter: skip)',
  run: '   ✓ Current flows: {current}.',
  'run-help': '   Still nothing. Does the clamp hold one wire only, the live one, and not the whole cable?',
  passed: '   Skipped.',
  done: 'The machine is ready. Everything else is set on the screen: {url}',
  stop: 'Ctrl-C stops Navette; "navette serve" starts it again.',
  yes: 'y',
  no: 'n',
  locale: 'en-GB',
}

export type Say = (key: keyof typeof fr, values?: Readonly<Record<string, string | number>>) => string

export const sayIn = (language: Language): Say => {
  const texts = language === 'fr' ? fr : en
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank))
}
