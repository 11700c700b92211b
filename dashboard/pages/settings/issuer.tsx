/** One who bills: what is still missing before the first invoice, and every setting with the way to change it. */
import { type Signal, useSignal } from '@preact/signals'
import type { IssuerSettings, SettingsView } from '#server/contract/settings.ts'
import { Logo } from './logo.tsx'
import { SECTIONS, type Section } from './sections.tsx'
import { fr, s } from './texts.ts'

type Props = { issuer: IssuerSettings; all: SettingsView; onDone: (after: SettingsView) => void }

export function Issuer({ issuer, all, onDone }: Props) {
  const editing = useSignal<Section | null>(null)
  const open = SECTIONS.find(({ key }) => key === editing.value)
  return (
    <section class="issuing-issuer" aria-labelledby={`issuer-${issuer.id}`}>
      <h2 id={`issuer-${issuer.id}`}>
        <bdi>{issuer.name}</bdi>
      </h2>
      <Standing issuer={issuer} editing={editing} />
      <ul class="issuing-list">
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
    <div class="issuing-standing" data-ready={blocking === 0}>
      <p role="status">
        {blocking === 0
          ? next_number === null
            ? s('ready')
            : s('ready-as', { number: next_number })
          : s('lacks', { count: blocking })}
      </p>
      {missing.length === 0 ? null : (
        <ul>
          {missing.map(({ code, text, section, blocks }) => (
            <li key={code} data-blocks={blocks}>
              <button
                type="button"
                class="link"
                onClick={() => {
                  editing.value = issuer.invoicing === null && AFTER_ADDRESS.has(section) ? 'identity' : section
                }}
              >
                {sayLack(code, text)}
              </button>
              {blocks ? null : <small> {s('advised')}</small>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const AFTER_ADDRESS = new Set<Section>(SECTIONS.flatMap(({ key, after_address }) => (after_address ? [key] : [])))
const has = (key: string): key is keyof typeof fr => Object.hasOwn(fr, key)

/** In a few words where this page has them, else as the server says it. */
function sayLack(code: string, text: string): string {
  const key = `lack.${code}`
  return has(key) ? s(key as Parameters<typeof s>[0]) : text
}

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
