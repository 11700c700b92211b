import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { duration } from '../i18n/format.ts'
import { language, t } from '../i18n/index.ts'
import { lastHeard_ms, link } from '../live/connection.ts'
import { now_ms } from '../time/now.ts'
import { Acts } from './acts.tsx'
import { Icon, Shuttle } from './icons.tsx'
import { me, type Place, placesOf } from './session.ts'
import { Settings } from './settings.tsx'

const LINKS: {
  place: Place
  href: string
  key:
    | 'nav.wall'
    | 'nav.statements'
    | 'nav.settle'
    | 'nav.my-month'
    | 'nav.people'
    | 'nav.bookings'
    | 'nav.care'
    | 'nav.economy'
}[] = [
  { place: 'wall', href: '/', key: 'nav.wall' },
  { place: 'statements', href: '/periods', key: 'nav.statements' },
  { place: 'economy', href: '/economy', key: 'nav.economy' },
  { place: 'settle', href: '/settle', key: 'nav.settle' },
  { place: 'people', href: '/members', key: 'nav.people' },
  { place: 'bookings', href: '/reservations', key: 'nav.bookings' },
  { place: 'care', href: '/care', key: 'nav.care' },
  { place: 'my-month', href: '/me', key: 'nav.my-month' },
]

/** Selvedge, header, page. A kiosk has the wall and nothing around it. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation()
  const bare = path === '/kiosk' || me.value?.role === 'kiosk'
  return (
    <div class={bare ? 'shell shell-bare' : 'shell'} data-link={link.value}>
      <a class="skip" href="#content">
        {t('app.skip')}
      </a>
      {bare ? null : <Header path={path} />}
      <LostLink />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Acts />
    </div>
  )
}

const WITHIN: Record<string, string> = {
  '/months': '/periods',
  '/organisations': '/members',
  '/closures': '/reservations',
}
/** Where a page without a place of its own in the navigation belongs; a month's queue belongs to settling. */
const hereOf = (path: string): string => (path.endsWith('/settle') ? '/settle' : (WITHIN[path] ?? path))

/** On a phone the pages lie side by side beyond the edge: the present one comes into view. */
const showHere = (nav: HTMLElement | null): void =>
  nav?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })

function Header({ path }: { path: string }) {
  const reader = me.value
  if (!reader) return null
  const links = LINKS.filter(({ place }) => placesOf(reader).includes(place))
  const here = (href: string) =>
    href === '/' ? path === '/' || path.startsWith('/machines') : `${hereOf(path)}/`.startsWith(`${href}/`)
  return (
    <header class="header">
      <a class="brand" href="/">
        <Shuttle />
        <span class="brand-name">{reader.atelier.name}</span>
      </a>
      {links.length < 2 ? null : (
        <nav aria-label={t('nav.label')} ref={showHere}>
          {links.map(({ href, key }) => (
            <a key={href} href={href} aria-current={here(href) ? 'page' : undefined}>
              {t(key)}
            </a>
          ))}
        </nav>
      )}
      <Settings />
    </header>
  )
}

/** Said politely once; the age ticks outside the live region. */
function LostLink() {
  const lost = link.value === 'lost'
  return (
    <div class="lost" data-shown={lost}>
      <span role="status">
        {lost ? (
          <>
            <Icon sign="unlink" /> <strong>{t('live.lost')}</strong>
          </>
        ) : null}
      </span>
      {lost && lastHeard_ms.value !== null ? (
        <span> {t('live.lost-hint', { duration: duration(now_ms.value - lastHeard_ms.value, language.value) })}</span>
      ) : null}
    </div>
  )
}
