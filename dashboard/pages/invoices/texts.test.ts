import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import * as issued from './issued-texts.ts'
import { en, fr } from './texts.ts'

setAsFrench(fr)
sameInBoth(fr, en)
setAsFrench(issued.fr)
sameInBoth(issued.fr, issued.en)
