/** Words of the floor plan, of who draws it, and of wall screens. Loaded with them. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  'plan.label': 'Plan de l’atelier',
  'plan.tray': 'Pas encore sur le plan',
  'plan.empty': 'Aucun poste n’est encore placé sur le plan.',
  'plan.edit': 'Placer les postes',
  'plan.done': 'Terminer',
  'plan.undo': 'Défaire',
  'plan.lead':
    'Faites glisser chaque poste à sa place, ou touchez-le puis donnez sa place en chiffres ou avec les flèches du clavier (avec Maj, dix pas à la fois). Tout est enregistré aussitôt, pour tous les écrans.',
  'plan.put': 'Poser sur le plan',
  'plan.off': 'Retirer du plan',
  'plan.from-left': 'Depuis la gauche, en %',
  'plan.from-top': 'Depuis le haut, en %',
  'plan.at': '{{name}} : {{x}} % depuis la gauche, {{y}} % depuis le haut.',
  'plan.beside': '{{name}} : hors du plan.',
  'plan.choose': 'Touchez un poste pour lui donner sa place.',
  'plan.all-placed': 'Tous les postes sont placés.',

  'room.title': 'La pièce et ses zones',
  'room.hint': 'Les mesures donnent sa forme au plan ; les zones s’y dessinent à la craie, en % de la pièce.',
  'room.width': 'Largeur, en mètres',
  'room.depth': 'Profondeur, en mètres',
  'room.zone': 'Zone {{n}}',
  'room.zone-name': 'Nom',
  'room.zone-x': 'Gauche',
  'room.zone-y': 'Haut',
  'room.zone-width': 'Largeur',
  'room.zone-depth': 'Profondeur',
  'room.zone-add': 'Ajouter une zone',
  'room.zone-drop': 'Supprimer la zone {{name}}',
  'room.save': 'Enregistrer la pièce',
  'room.saved': 'La pièce est enregistrée.',
  'room.measure': 'Écrivez une mesure de 1 à 500 m.',
  'room.zone-unnamed': 'Écrivez comment s’appelle cette zone, ou retirez-la.',

  'picture.title': 'Une image derrière le plan',
  'picture.hint':
    'Une photo ou un dessin de la pièce vue de dessus. L’image prend la largeur de la pièce dans ses proportions ; si elle montre plus que la pièce, décalez-la, en % de la pièce. Elle est redessinée avant l’envoi, sans lieu ni date de prise de vue.',
  'picture.choose': 'Choisir une image',
  'picture.replace': 'Choisir une autre image',
  'picture.drop': 'Retirer l’image',
  'picture.there': 'L’image est derrière le plan, sur tous les écrans.',
  'picture.moved': 'L’image est déplacée.',
  'picture.gone': 'L’image est retirée.',
  'picture.unreadable': 'Ce fichier ne se lit pas comme une image.',

  'screen.refused': 'Cet écran n’a plus d’accès.',
  'screen.refused-hint':
    'Son lien a été retiré. Ouvrez ici le nouveau lien que la personne responsable aura fait sous Atelier, Écrans.',
  'screen.away': 'Le serveur ne répond pas encore.',
  'screen.away-hint': 'L’écran réessaie toutes les cinq secondes ; rien à faire ici.',

  'screens.title': 'Écrans',
  'screens.lead':
    'Un écran mural montre les postes, et rien d’autre de l’atelier. Chacun a son lien : ouvrez-le une fois sur l’écran, il s’en souvient. Retiré, il s’éteint dans la demi-minute.',
  'screens.name': 'Où il est accroché',
  'screens.name-example': 'Entrée',
  'screens.shows': 'Il montre',
  'screens.grid': 'la grille',
  'screens.plan': 'le plan',
  'screens.make': 'Faire un lien',
  'screens.link': 'Lien de l’écran',
  'screens.once': 'Ouvrez ce lien sur l’écran. Il n’est montré qu’ici et maintenant.',
  'screens.none': 'Aucun écran pour l’instant.',
  'screens.none-hint': 'Faites un lien, puis ouvrez‑le sur le téléviseur ou la tablette.',
  'screens.made': 'fait le {{day}}',
  'screens.used': 'vu le {{day}}',
  'screens.unused': 'jamais ouvert',
  'screens.drop': 'Retirer l’accès',
  'screens.drop-title': 'Retirer l’accès de l’écran « {{name}} » ?',
  'screens.drop-hint': 'Il le dira lui-même. Un nouveau lien le remettra en route.',

  'names.title': 'Noms au mur',
  'names.off': 'Les noms ne sont pas montrés.',
  'names.off-hint': 'Seules les personnes qui animent l’atelier lisent qui est à un poste. Chacun se voit soi-même.',
  'names.on': 'Les noms sont montrés.',
  'names.on-hint':
    'Les écrans muraux et tous les membres lisent le nom de qui est à un poste. Sous « Mes accès », chacun peut faire retirer le sien.',
  'names.show': 'Montrer les noms',
  'names.hide': 'Ne plus montrer les noms',
  'names.ask': 'Montrer les noms au mur ?',
  'names.to-whom':
    'À qui : à tout membre et à la trésorerie, sur leur mur et sur la page d’une machine, et à quiconque passe devant un écran mural.',
  'names.what':
    'Quoi : le nom de qui est à un poste, tant que dure sa session. Ni commande, ni sessions passées, ni courbes.',
  'names.never':
    'Jamais : le nom d’un enfant, ni celui de qui a demandé à ne pas être montré (RGPD, art. 21). Prévenez les membres avant : c’est à l’atelier de les informer.',
} as const

export const en: Record<keyof typeof fr, string> = {
  'plan.label': 'Plan of the workshop',
  'plan.tray': 'Not on the plan yet',
  'plan.empty': 'No machine has its place on the plan yet.',
  'plan.edit': 'Place machines',
  'plan.done': 'Done',
  'plan.undo': 'Undo',
  'plan.lead':
    'Drag each machine to its place, or tap it and give its place in figures or with the arrow keys (ten steps at a time with Shift). Everything is saved at once, for every screen.',
  'plan.put': 'Put on the plan',
  'plan.off': 'Take off the plan',
  'plan.from-left': 'From the left, in %',
  'plan.from-top': 'From the top, in %',
  'plan.at': '{{name}}: {{x}}% from the left, {{y}}% from the top.',
  'plan.beside': '{{name}}: beside the plan.',
  'plan.choose': 'Tap a machine to give it its place.',
  'plan.all-placed': 'Every machine has its place.',

  'room.title': 'The room and its zones',
  'room.hint': 'The measures give the plan its shape; zones are chalked on it, in % of the room.',
  'room.width': 'Width, in metres',
  'room.depth': 'Depth, in metres',
  'room.zone': 'Zone {{n}}',
  'room.zone-name': 'Name',
  'room.zone-x': 'Left',
  'room.zone-y': 'Top',
  'room.zone-width': 'Width',
  'room.zone-depth': 'Depth',
  'room.zone-add': 'Add a zone',
  'room.zone-drop': 'Remove the zone {{name}}',
  'room.save': 'Save the room',
  'room.saved': 'The room is saved.',
  'room.measure': 'Write a measure from 1 to 500 m.',
  'room.zone-unnamed': 'Write what this zone is called, or remove it.',

  'picture.title': 'A picture behind the plan',
  'picture.hint':
    'A photograph or drawing of the room from above. It takes the room’s width in its own proportions; where it shows more than the room, shift it, in % of the room. It is redrawn before it is sent, without the photograph’s place or time.',
  'picture.choose': 'Choose a picture',
  'picture.replace': 'Choose another picture',
  'picture.drop': 'Remove the picture',
  'picture.there': 'The picture is behind the plan, on every screen.',
  'picture.moved': 'The picture is moved.',
  'picture.gone': 'The picture is removed.',
  'picture.unreadable': 'This file cannot be read as a picture.',

  'screen.refused': 'This screen no longer has access.',
  'screen.refused-hint':
    'Its link was taken back. Open here the new one that the person in charge makes under Workshop, Screens.',
  'screen.away': 'The server does not answer yet.',
  'screen.away-hint': 'The screen tries again every five seconds; nothing to do here.',

  'screens.title': 'Screens',
  'screens.lead':
    'A wall screen shows machines, and nothing else of the workshop. Each has its link: open it once on the screen, which remembers it. Taken back, it goes dark within half a minute.',
  'screens.name': 'Where it hangs',
  'screens.name-example': 'Entrance',
  'screens.shows': 'It shows',
  'screens.grid': 'the grid',
  'screens.plan': 'the plan',
  'screens.make': 'Make a link',
  'screens.link': 'The screen’s link',
  'screens.once': 'Open this link on the screen. It is shown only here, and only now.',
  'screens.none': 'No screen yet.',
  'screens.none-hint': 'Make a link, then open it on the television or tablet.',
  'screens.made': 'made on {{day}}',
  'screens.used': 'seen on {{day}}',
  'screens.unused': 'never opened',
  'screens.drop': 'Take access back',
  'screens.drop-title': 'Take back the access of the screen “{{name}}”?',
  'screens.drop-hint': 'It will say so itself. A new link starts it again.',

  'names.title': 'Names on the wall',
  'names.off': 'Names are not shown.',
  'names.off-hint': 'Only those who run the floor see who is at a machine. Everybody sees themselves.',
  'names.on': 'Names are shown.',
  'names.on-hint':
    'Wall screens and all members show the name of whoever is at a machine. Under “What I may use” anyone can have theirs taken off.',
  'names.show': 'Show names',
  'names.hide': 'Stop showing names',
  'names.ask': 'Show names on the wall?',
  'names.to-whom':
    'To whom: to every member and the treasurer, on their wall and on a machine’s page, and to anybody who passes a wall screen.',
  'names.what':
    'What: the name of whoever is at a machine, for as long as the session lasts. No order, no earlier session, no curves.',
  'names.never':
    'Never: a child’s name, nor that of anyone who asked not to be shown (GDPR, art. 21). Tell the members first: it is for the workshop to inform them.',
}

export const w = lexicon(fr, en)
