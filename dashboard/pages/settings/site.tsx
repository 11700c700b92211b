/** The atelier itself: when it is open, what holds of its months, who is told what. Only a manager changes it. */
import { useSignal } from '@preact/signals'
import type { SettingsView, SiteSettings } from '#server/contract/settings.ts'
import { me } from '../../ui/session.ts'
import { OpeningDialog } from './opening-dialog.tsx'
import { RulesDialog } from './rules-dialog.tsx'
import { dayName, sayDecimal } from './say.ts'
import { s } from './texts.ts'

type Props = { all: SettingsView; onDone: (after: SettingsView) => void }

export function Site({ all, onDone }: Props) {
  const editing = useSignal<'opening' | 'rules' | null>(null)
  const { site } = all
  const close = () => {
    editing.value = null
  }
  const rows = { opening: sayOpening(site), rules: sayRules(site) }
  return (
    <section aria-labelledby="site">
      <h2 id="site">{s('site')}</h2>
      <ul class="issuing-list">
        {(['opening', 'rules'] as const).map(key => (
          <li key={key} class="setting">
            <h3>{s(key)}</h3>
            <div>
              {rows[key].map(line => (
                <p key={line}>{line}</p>
              ))}
            </div>
            <div class="setting-acts">
              {me.value?.role === 'manager' ? (
                <button
                  type="button"
                  class="button-quiet"
                  aria-label={s('change-of', { what: s(key), name: site.name })}
                  onClick={() => {
                    editing.value = key
                  }}
                >
                  {s('change')}
                </button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {editing.value === 'opening' ? <OpeningDialog site={site} onDone={onDone} onClose={close} /> : null}
      {editing.value === 'rules' ? <RulesDialog site={site} onDone={onDone} onClose={close} /> : null}
    </section>
  )
}

const sayOpening = ({ opening }: SiteSettings): string[] =>
  opening === null
    ? [s('always-open')]
    : opening.map(({ days, from, to }) => s('open-then', { days: days.map(day => dayName(day)).join(', '), from, to }))

const sayRules = (site: SiteSettings): string[] => [
  s('timezone-is', { zone: site.timezone }),
  s('language-is', { language: s(`language-${site.language}`) }),
  s('grace-is', { minutes: sayDecimal(site.reservation_grace_s / 60) }),
  s('below-is', { seconds: sayDecimal(site.settle_below_ms / 1_000) }),
  s('contest-is', { count: site.contest_days }),
]
