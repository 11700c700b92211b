import { t } from '../i18n/index.ts'
import type { Standing } from '../live/standing.ts'
import { Icon } from './icons.tsx'

/** A state is always three things at once: colour, sign and word. */
export const StandingMark = ({ standing }: { standing: Standing }) => (
  <span class="standing" data-standing={standing}>
    <Icon sign={standing} />
    <span class="standing-word">{t(`state.${standing}`)}</span>
  </span>
)
