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
  'room.incomplete': 'Il manque une mesure (de 1 à 500 m) ou le nom d’une zone.',
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
  'room.incomplete': 'A measure (1 to 500 m) or the name of a zone is missing.',
}

export const w = lexicon(fr, en)
