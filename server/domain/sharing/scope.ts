/** Which machines a pool, a tariff or a pack speaks of: named machines, machine kinds, or the whole site. */
import type { Directory } from '../directory.ts'

export type Scope = { machines: readonly string[] | null; kinds?: readonly string[] | null }

/** Machines and kinds add up: a machine is in when it is named or its kind is. */
export function covers(scope: Scope, machine: string, directory: Directory): boolean {
  const kinds = scope.kinds ?? null
  if (scope.machines === null && kinds === null) return true
  if (scope.machines?.includes(machine) === true) return true
  const kind = directory.machines.get(machine)?.kind
  return kind !== undefined && kinds?.includes(kind) === true
}

/** 2: the machine by name, 1: its kind, 0: the site; null: not in it. */
export function specificity(scope: Scope, machine: string, directory: Directory): 0 | 1 | 2 | null {
  if (!covers(scope, machine, directory)) return null
  if (scope.machines?.includes(machine) === true) return 2
  return (scope.kinds ?? null) === null ? 0 : 1
}
