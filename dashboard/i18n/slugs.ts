/** What files write in one word, said as people do: the kind of a machine, the qualification it asks for. Loaded by the pages that show them. */
import { lexicon } from './lexicon.ts'

export const fr = {
  'kind.3d-printer': 'imprimante 3D',
  'kind.band-knife': 'scie à ruban textile',
  'kind.clutch-lockstitch': 'piqueuse plate à embrayage',
  'kind.cutter': 'découpe automatique',
  'kind.drill': 'perceuse',
  'kind.drill-press-motor': 'perceuse à colonne',
  'kind.drying-oven': 'étuve',
  'kind.dtg-printer': 'imprimante textile',
  'kind.dust-vacuum': 'aspirateur à copeaux',
  'kind.embroidery': 'brodeuse',
  'kind.exposure-heat': 'insoleuse',
  'kind.filling-motor': 'remplisseuse',
  'kind.hand-tool': 'outil à main',
  'kind.heat-pen': 'pyrograveur',
  'kind.heat-press': 'presse à chaud',
  'kind.ironing-table': 'table à repasser',
  'kind.kiln': 'four à céramique',
  'kind.label-printer': 'imprimante d’étiquettes',
  'kind.laser-cutter': 'découpe laser',
  'kind.leather-splitter-motor': 'refendeuse à cuir',
  'kind.lockstitch': 'piqueuse plate',
  'kind.mixer': 'mélangeur',
  'kind.mixing-studio': 'studio de mixage',
  'kind.overlock': 'surjeteuse',
  'kind.packing-motor': 'emballeuse',
  'kind.planer': 'raboteuse',
  'kind.plotter': 'traceur',
  'kind.pottery-wheel': 'tour de potier',
  'kind.printing-press': 'presse d’imprimerie',
  'kind.projection-room': 'salle de projection',
  'kind.recording-studio': 'studio d’enregistrement',
  'kind.riso-printer': 'duplicopieur riso',
  'kind.sander': 'ponceuse',
  'kind.scroll-saw': 'scie à chantourner',
  'kind.servo-lockstitch': 'piqueuse plate à servomoteur',
  'kind.shredder-motor': 'broyeur',
  'kind.table-saw': 'scie sur table',
  'kind.vacuum-table': 'table aspirante',
  'kind.video-editing': 'montage vidéo',

  'trained.3d': 'impression 3D',
  'trained.bois': 'bois',
  'trained.broderie': 'broderie',
  'trained.ceramique': 'céramique',
  'trained.coupe': 'coupe',
  'trained.cuir': 'cuir',
  'trained.decoupe': 'découpe',
  'trained.emballage': 'emballage',
  'trained.impression': 'impression',
  'trained.jardin': 'jardin',
  'trained.laboratoire': 'laboratoire',
  'trained.montage': 'montage',
  'trained.piqueuse': 'piqueuse',
  'trained.presse': 'presse',
  'trained.studio': 'studio',
  'trained.surjeteuse': 'surjeteuse',
}

export const en: Record<keyof typeof fr, string> = {
  'kind.3d-printer': '3D printer',
  'kind.band-knife': 'band knife',
  'kind.clutch-lockstitch': 'clutch lockstitch',
  'kind.cutter': 'automatic cutter',
  'kind.drill': 'drill',
  'kind.drill-press-motor': 'drill press',
  'kind.drying-oven': 'drying oven',
  'kind.dtg-printer': 'textile printer',
  'kind.dust-vacuum': 'dust extractor',
  'kind.embroidery': 'embroidery machine',
  'kind.exposure-heat': 'exposure unit',
  'kind.filling-motor': 'filling machine',
  'kind.hand-tool': 'hand tool',
  'kind.heat-pen': 'pyrography pen',
  'kind.heat-press': 'heat press',
  'kind.ironing-table': 'ironing table',
  'kind.kiln': 'kiln',
  'kind.label-printer': 'label printer',
  'kind.laser-cutter': 'laser cutter',
  'kind.leather-splitter-motor': 'leather splitter',
  'kind.lockstitch': 'lockstitch',
  'kind.mixer': 'mixer',
  'kind.mixing-studio': 'mixing studio',
  'kind.overlock': 'overlock',
  'kind.packing-motor': 'packing machine',
  'kind.planer': 'planer',
  'kind.plotter': 'plotter',
  'kind.pottery-wheel': 'pottery wheel',
  'kind.printing-press': 'printing press',
  'kind.projection-room': 'projection room',
  'kind.recording-studio': 'recording studio',
  'kind.riso-printer': 'riso printer',
  'kind.sander': 'sander',
  'kind.scroll-saw': 'scroll saw',
  'kind.servo-lockstitch': 'servo lockstitch',
  'kind.shredder-motor': 'shredder',
  'kind.table-saw': 'table saw',
  'kind.vacuum-table': 'vacuum table',
  'kind.video-editing': 'video editing',

  'trained.3d': '3D printing',
  'trained.bois': 'wood',
  'trained.broderie': 'embroidery',
  'trained.ceramique': 'ceramics',
  'trained.coupe': 'cutting by knife',
  'trained.cuir': 'leather',
  'trained.decoupe': 'cutting',
  'trained.emballage': 'packing',
  'trained.impression': 'printing',
  'trained.jardin': 'garden',
  'trained.laboratoire': 'laboratory',
  'trained.montage': 'editing',
  'trained.piqueuse': 'lockstitch',
  'trained.presse': 'press',
  'trained.studio': 'studio',
  'trained.surjeteuse': 'overlock',
}

const words = lexicon(fr, en)
const has = (key: string): key is keyof typeof fr => Object.hasOwn(fr, key)

/** A workshop's own kind is its own words already. */
export const sayKind = (kind: string): string => {
  const key = `kind.${kind}`
  return has(key) ? words(key) : kind
}
/** Back from what a person chose among the kinds that are here; anything else is a new one, in the writer's words. */
export const kindOf = (said: string, here: Iterable<string>): string =>
  [...here].find(kind => sayKind(kind) === said) ?? said

export const sayQualification = (id: string): string => {
  const key = `trained.${id}`
  return has(key) ? words(key) : id.replaceAll('-', ' ')
}
