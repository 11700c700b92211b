/** PUT /categories/{id}: its name, and who is in it by themselves for their first months. One not there yet is made. */
import { CategorySetting, WorkshopView } from '#server/contract/workshop.ts'
import type { CategoryChange } from '#server/domain/workshop.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { given } from '../money-facts.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import { presentWorkshop } from '../workshop.ts'
import type { Route } from './route.ts'

export const changeCategory: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = {
    ...{ tags: ['people'], summary: 'Add or change a category', params: SlugParam, body: CategorySetting },
    response: { 200: WorkshopView },
  }
  app.put('/categories/:id', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const change = given(request.body) as CategoryChange
    await core.act({ entry: { type: 'category-changed', category: id, change, by: signatureOf(user) } })
    await audit(user, 'category-change', id, Object.keys(request.body).join(', '))
    return presentWorkshop(core.directory())
  })
}
