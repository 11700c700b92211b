import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { en, fr } from './form-texts.ts'

setAsFrench(fr)
sameInBoth(fr, en)
