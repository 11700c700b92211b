/** Words of the month's statement that nobody else needs: what changed. Loaded with the page. */
import { lexicon } from '../../i18n/lexicon.ts'

export const fr = {
  'by-tariff': 'Au tarif',
  'changes.first':
    'Vous regardez ce mois pour la première fois : ce qu’il dit maintenant est retenu, et la prochaine fois on vous dira ce qui a changé.',
  'changes.none': 'Rien n’a changé depuis que vous l’avez vu, {{when}}.',
  'changes.title': 'Depuis que vous l’avez vu, {{when}}',
  'changes.seen': 'J’ai vu',
  'changes.which': 'Ce qui a changé',
  'changes.members_one': '{{count}} relevé a changé',
  'changes.members_other': '{{count}} relevés ont changé',
  'changes.pools_one': '{{count}} charge a changé',
  'changes.pools_other': '{{count}} charges ont changé',
  'changes.more-to-settle_one': '{{count}} point de plus à trancher',
  'changes.more-to-settle_other': '{{count}} points de plus à trancher',
  'changes.less-to-settle_one': '{{count}} point de moins à trancher',
  'changes.less-to-settle_other': '{{count}} points de moins à trancher',
  'changes.what': 'Qui ou quoi',
  'changes.was': 'Avant',
  'changes.is': 'Maintenant',
  'changes.difference': 'Écart',
  'changes.pool': 'charge commune',
  'changes.cooperative': 'Part de la coopérative',
  'changes.sessions_one': '{{count}} session de plus, {{time}} de marche',
  'changes.sessions_other': '{{count}} sessions de plus, {{time}} de marche',
  'changes.time': 'son temps a changé',
  'changes.others': 'sa part bouge avec celle des autres',
} as const

export const en: Record<keyof typeof fr, string> = {
  'by-tariff': 'By tariff',
  'changes.first':
    'You look at this month for the first time: what it says now is kept, and next time you will be told what changed.',
  'changes.none': 'Nothing has changed since you saw it, {{when}}.',
  'changes.title': 'Since you saw it, {{when}}',
  'changes.seen': 'I have seen it',
  'changes.which': 'What changed',
  'changes.members_one': '{{count}} statement changed',
  'changes.members_other': '{{count}} statements changed',
  'changes.pools_one': '{{count}} pool changed',
  'changes.pools_other': '{{count}} pools changed',
  'changes.more-to-settle_one': '{{count}} more item to settle',
  'changes.more-to-settle_other': '{{count}} more items to settle',
  'changes.less-to-settle_one': '{{count}} item fewer to settle',
  'changes.less-to-settle_other': '{{count}} items fewer to settle',
  'changes.what': 'Who or what',
  'changes.was': 'Before',
  'changes.is': 'Now',
  'changes.difference': 'Difference',
  'changes.pool': 'cost pool',
  'changes.cooperative': 'The cooperative’s part',
  'changes.sessions_one': '{{count}} session more, {{time}} running',
  'changes.sessions_other': '{{count}} sessions more, {{time}} running',
  'changes.time': 'their time changed',
  'changes.others': 'their share moves with the others’',
}

export const s = lexicon(fr, en)
