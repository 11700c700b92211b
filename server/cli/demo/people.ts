/** Who of an atelier comes to its demonstration, with which card, and where they may work: as the access decision has it. */
import type { AtelierFile } from '#server/contract/atelier.ts'
import { decide } from '#server/domain/access/decide.ts'
import type { Directory } from '#server/domain/directory.ts'
import { instantOf } from '#server/domain/time.ts'

export type Visitor = { id: string; badges: string[]; machines: string[]; offline_listed: boolean; from_ms: number }

const FREE = { holder: null, running: false, locked: false, confirm_needed: false } as const

/**
 * As of `at_ms`, opening hours aside. Whoever may start nothing comes all the same, to what they are qualified for, and is
 * refused; in the past month such people did not work, because no list let them in.
 */
export function visitors(file: AtelierFile, directory: Directory, at_ms: number): Visitor[] {
  const always_open = { ...directory, site: directory.site && { ...directory.site, opening: null } }
  return file.members
    .filter(({ badges = [] }) => badges.length > 0)
    .map(({ id, badges = [], joined, qualifications }) => {
      const mine = [...directory.badges.values()].filter(({ member }) => member === id)
      const may = (machine: string) =>
        mine.some(({ badge }) => {
          const request = { badge, machine, at_ms, age_ms: 0, standing: FREE, listed: true }
          return decide({ directory: always_open, ...request }).verdict === 'granted'
        })
      const machines = file.machines.filter(machine => may(machine.id))
      const held = qualifications.map(one => (typeof one === 'string' ? one : one.id))
      const hoped = file.machines.filter(({ qualification }) => qualification == null || held.includes(qualification))
      return {
        id,
        badges: badges.map(badge => (typeof badge === 'string' ? badge : badge.uid)),
        machines: (machines.length > 0 ? machines : hoped).map(machine => machine.id),
        offline_listed: machines.length > 0,
        from_ms: joined == null ? 0 : instantOf(joined, 0, '00:00', file.timezone),
      }
    })
}
