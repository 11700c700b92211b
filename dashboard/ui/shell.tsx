import { useComputed } from '@preact/signals'
import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { elapsed } from '../i18n/format.ts'
import { language, t } from '../i18n/index.ts'
import { lastHeard_ms, link } from '../live/connection.ts'
import { now_ms } from '../time/now.ts'
import { dayOf } from '../time/zone.ts'
import { Acts } from './acts.tsx'
import { Icon, Shuttle } from './icons.tsx'
import { Nav } from './nav.tsx'
import { keyOf } from './navigation.ts'
import { sayDay } from './say-day.ts'
import { me, timezone } from './session.ts'
import { Settings } from './settings.tsx'
import { subject } from './title.ts'

/** Selvedge, header, page. A kiosk has the wall and nothing around it. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation()
  const main = useRef<HTMLElement>(null)
  const key = keyOf(path)
  const title = subject.value ?? (key === null ? null : t(key))
  const full = [title, me.value?.atelier.name, t('app.name')].filter(each => each != null).join(' · ')
  useEffect(() => {
    document.title = full
  }, [full])
  useArrival(path, main)
  const bare = path === '/kiosk' || me.value?.role === 'kiosk'
  return (
    <div class={bare ? 'shell shell-bare' : 'shell'} data-link={link.value}>
      <a class="skip" href="#content">
        {t('app.skip')}
      </a>
      {bare ? null : <Header path={path} />}
      <LostLink />
      <main id="content" tabIndex={-1} ref={main}>
        {children}
      </main>
      <Acts />
    </div>
  )
}

/** Another page is there: who reads with the keyboard or by ear begins at its beginning. Who steps from month to month stays at the step. */
function useArrival(path: string, main: RefObject<HTMLElement | null>): void {
  const first = useRef(true)
  useEffect(() => {
    const steps = document.activeElement?.closest('.stepper') != null
    if (!first.current && !steps) main.current?.focus({ preventScroll: true })
    first.current = false
  }, [path])
}

function Header({ path }: { path: string }) {
  const reader = me.value
  if (!reader) return null
  return (
    <header class="header">
      <a class="brand" href="/">
        <Shuttle />
        <span class="brand-name">{reader.atelier.name}</span>
      </a>
      <Nav path={path} />
      <Settings />
      <Printed />
    </header>
  )
}

/** Paper says of which day it is; a screen need not. */
function Printed() {
  const day = useComputed(() => dayOf(now_ms.value, timezone())).value
  return (
    <time class="printed" dateTime={day}>
      {sayDay(day)}
    </time>
  )
}

/** Said politely once; the age ticks outside the live region. */
function LostLink() {
  const lost = link.value === 'lost'
  return (
    <div class="lost" data-shown={lost} {...(lost ? { role: 'region', 'aria-label': t('live.lost') } : {})}>
      <span role="status">
        {lost ? (
          <>
            <Icon sign="unlink" /> <strong>{t('live.lost')}</strong>
          </>
        ) : null}
      </span>
      {lost && lastHeard_ms.value !== null ? (
        <span> {t('live.lost-hint', { duration: elapsed(now_ms.value - lastHeard_ms.value, language.value) })}</span>
      ) : null}
    </div>
  )
}
