/** A qualification as a person says it, with what it opens: it has no name of its own, only the slug its machines ask for. */
import { sayQualification } from '../../i18n/slugs.ts'

type Asking = { name: string; qualification: string | null }

export function qualificationName(id: string, machines: readonly Asking[]): string {
  const opens = machines.filter(({ qualification }) => qualification === id).map(({ name }) => name)
  const said = sayQualification(id)
  return opens.length === 0 ? said : `${said} (${opens.toSorted((a, b) => a.localeCompare(b)).join(', ')})`
}
