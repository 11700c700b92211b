/** xmlbuilder2, loaded with the first file: sixty modules that a start does not wait for. */
import { createRequire } from 'node:module'
import type { create as Create } from 'xmlbuilder2'

const require = createRequire(import.meta.url)
let loaded: typeof Create | null = null

export const xmlCreate = (): typeof Create => {
  loaded ??= (require('xmlbuilder2') as { create: typeof Create }).create
  return loaded
}
