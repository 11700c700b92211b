/** One who bills: what is still missing before the first invoice, and every setting with the way to change it. */
import { type Signal, useSignal } from '@preact/signals'
import type { IssuerSettings, SettingsView } from '#server/contract/settings.ts'
import { inFrench } from '../../api/say-refusal.ts'
import { language } from '../../i18n/index.ts'
import { Logo } from './logo.tsx'
import { SECTIONS, type Section } from './sections.tsx'
import { s } from './texts.ts'

type Props = { issuer: IssuerSettings; all: SettingsView; onDone: (after: SettingsView) => void }

export function Issuer({ issuer, all, onDone }: Props) {
  const editing = useSignal<Section | null>(null)
  const open = SECTIONS.find(({ key }) => key === editing.value)
  return (
    <section class="settings-issuer" aria-labelledby={`issuer-${issuer.id}`}>
      <h2 id={`issuer-${issuer.id}`}>
        <bdi>{issuer.name}</bdi>
      </h2>
      <Standing issuer={issuer} editing={editing} />
      <ul class="settings-list">
        {SECTIONS.map(section => (
          <Row key={section.key} section={section} {...{ issuer, all, editing }} />
        ))}
        <Logo issuer={issuer} onDone={onDone} />
      </ul>
      {open === undefined ? null : (
        <open.Dialog
          {...{ issuer, all, onDone }}
          onClose={() => {
            editing.value = null
          }}
        />
      )}
    </section>
  )
}

type Editing = { editing: Signal<Section | null> }

/** What blocks first; each line leads to where it is put right. */
function Standing({ issuer, editing }: Pick<Props, 'issuer'> & Editing) {
  const { missing, next_number } = issuer
  const blocking = missing.filter(({ blocks }) => blocks).length
  return (
    <div class="settings-standing" data-ready={blocking === 0}>
      <p role="status">
        {blocking === 0
          ? next_number === null
            ? s('ready')
            : s('ready-as', { number: next_number })
          : s('lacks', { count: blocking })}
      </p>
      {missing.length === 0 ? null : (
        <ul>
          {missing.map(({ code, params, text, section, blocks }) => (
            <li key={code} data-blocks={blocks}>
              <button
                type="button"
                class="link"
                onClick={() => {
                  editing.value = section
                }}
              >
                {sentence(language.value === 'fr' ? (inFrench({ code, params, detail: text }).detail ?? text) : text)}
              </button>
              {blocks ? null : <small> {s('advised')}</small>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const sentence = (text: string): string => text.slice(0, 1).toLocaleUpperCase(language.value) + text.slice(1)

type RowProps = Omit<Props, 'onDone'> & Editing & { section: (typeof SECTIONS)[number] }
function Row({ section, issuer, all, editing }: RowProps) {
  const { key, after_address, say } = section
  const waits = after_address && issuer.invoicing === null
  const lines = say(issuer, all).filter(line => line !== null)
  return (
    <li class="setting">
      <h3 id={`${issuer.id}-${key}`}>{s(key)}</h3>
      <div>
        {lines.map(line => (
          <p key={line}>{line}</p>
        ))}
        {waits ? <p class="hint">{s('address-first')}</p> : null}
      </div>
      <div class="setting-acts">
        <button
          type="button"
          class="button-quiet"
          disabled={waits}
          aria-label={s('change-of', { what: s(key), name: issuer.name })}
          onClick={() => {
            editing.value = key
          }}
        >
          {s('change')}
        </button>
      </div>
    </li>
  )
}
