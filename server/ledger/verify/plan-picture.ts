/** What hangs behind the plan lies beside the chain, which names its hash: another picture in its place is found here. */
import type { Directory } from '#server/domain/directory.ts'
import type { Connection } from '../connection.ts'
import { logoHash } from '../write/logos.ts'
import type { Problems } from './problems.ts'

export function checkPlanPicture(db: Connection, { site }: Directory, problems: Problems): void {
  const hung = site?.plan_picture
  if (hung == null) return
  const body = db.prepare<[string], Buffer>('SELECT body FROM plan_picture WHERE hash = ?').pluck().get(hung.hash)
  if (body === undefined) problems.add('plan: its picture is missing')
  else if (logoHash(body) !== hung.hash) problems.add('plan: its picture is not the one the journal names')
}
