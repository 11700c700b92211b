import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import * as forms from './form-texts.ts'
import * as page from './texts.ts'

for (const { en, fr } of [page, forms]) {
  setAsFrench(fr)
  sameInBoth(fr, en)
}
