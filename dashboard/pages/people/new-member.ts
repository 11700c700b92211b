/** Somebody new by a name alone: of the category that there is, where there is but one. */
import type { MemberDetail } from '#server/contract/people.ts'
import { addMember, listCategories } from '../../api/people.ts'

export async function newMember(facts: { name: string; charter_signed?: string }): Promise<MemberDetail> {
  const [only, ...others] = await listCategories()
  return addMember({ ...facts, ...(only === undefined || others.length > 0 ? {} : { category: only.id }) })
}
