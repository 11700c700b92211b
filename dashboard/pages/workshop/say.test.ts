import { expect, test } from 'vitest'
import { DEFAULT_PROFILE, sayProfile } from './say.ts'

const machine = (id: string, profile: string, retired: string | null = null) => ({
  ...{ id, profile, retired },
  name: `Piqueuse ${id}`,
})
const machines = [
  machine('a', 'servo'),
  machine('b', 'servo'),
  machine('c', 'c'),
  machine('d', 'servo'),
  machine('e', 'old', '2026-01-01'),
  machine('f', DEFAULT_PROFILE),
]

test.each<[string, string, string | null, string]>([
  ['of one machine, said of that machine', 'c', 'c', 'ses propres niveaux'],
  ['of one machine, said of another', 'c', 'a', 'comme Piqueuse c'],
  ['of several, said of one of them', 'servo', 'a', 'comme Piqueuse b et 1 autre'],
  ['of several, said of a new machine', 'servo', null, 'comme Piqueuse a et 2 autres'],
  ['of a machine no longer in use', 'old', 'a', '«\u00a0old\u00a0», d’aucune machine encore'],
  ['of a file, and nothing read by it', 'tour-lent', null, '«\u00a0tour lent\u00a0», d’aucune machine encore'],
  ['that all begin with, though only one has it', DEFAULT_PROFILE, 'f', 'profil de départ'],
])('a profile %s', (_, profile, mine, said) => {
  expect(sayProfile(profile, machines, mine)).toBe(said)
})
