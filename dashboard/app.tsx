import { useSignal, useSignalEffect } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { ErrorBoundary, LocationProvider, Route, Router } from 'preact-iso'
import { ApiError } from './api/client.ts'
import { getMe } from './api/endpoints.ts'
import { getSetup } from './api/setup.ts'
import { signedOut } from './api/signed-out.ts'
import { followTabs } from './api/tabs.ts'
import { language, t } from './i18n/index.ts'
import { connectLive } from './live/connection.ts'
import { SignIn } from './pages/sign-in/sign-in.tsx'
import { SignInAgain } from './pages/sign-in/sign-in-again.tsx'
import { isScreen } from './pages/wall/screen-token.ts'
import { Wall } from './pages/wall/wall.tsx'
import { Away } from './ui/away.tsx'
import { lazy } from './ui/lazy.ts'
import { mayGo, me } from './ui/session.ts'
import { Shell } from './ui/shell.tsx'

const Pages = lazy(() => import('./pages.tsx').then(module => module.Pages))
const Kiosk = lazy(() => import('./pages/wall/kiosk.tsx').then(module => module.Kiosk))
const Offer = lazy(() => import('./pages/morning/offer.tsx').then(module => module.Offer))

/** A wall screen with a token of its own has no sign-in, and nothing but the wall. */
const screen = isScreen()
const SCREEN_AGAIN_MS = 30_000
/** Nobody stands by to read what broke, or to press a key. */
const beginAgain = (error: unknown): void => {
  console.error(error)
  setTimeout(() => location.reload(), SCREEN_AGAIN_MS)
}

export const App = () =>
  screen ? (
    <ErrorBoundary onError={beginAgain}>
      <Kiosk>
        <SignedIn />
      </Kiosk>
    </ErrorBoundary>
  ) : (
    <Page />
  )

function Page() {
  const away = useSignal(false)
  const ask = async () => {
    try {
      me.value = await getMe()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // Only the server can say that nobody is signed in; one that is away, failing or asked too often has said nothing.
      away.value = error.status === 0 || error.status === 429 || error.status >= 500
      if (!away.value) me.value = null
    }
  }
  useEffect(() => {
    followTabs()
    void ask()
  }, [])
  useSignalEffect(() => {
    if (me.value == null) document.title = t('app.name')
  })
  const reader = me.value
  if (reader === undefined && away.value) return <Away again={ask} />
  if (reader === undefined) return <div class="blank" aria-busy="true" />
  if (reader === null) return <Entrance key={language.value} />
  return <SignedIn />
}

/** Signing in, an invitation, or the first start where nobody could sign in; their pages come only then. */
function Entrance() {
  const first = useSignal<ComponentType | null>(null)
  useEffect(() => {
    if (location.pathname === '/welcome') {
      import('./pages/accounts/welcome.tsx').then(({ Welcome }) => {
        first.value = Welcome
      })
      return
    }
    getSetup()
      .then(async ({ needed }) => {
        if (needed) first.value = (await import('./pages/setup/first-start.tsx')).FirstStart
      })
      .catch(() => {})
  }, [])
  return first.value === null ? <SignIn /> : <first.value />
}

function SignedIn() {
  // an organisation sees what it pays, never the floor: the feed would refuse it
  const watches = me.value?.role !== 'organisation'
  useEffect(() => (watches ? connectLive() : undefined), [watches])
  return (
    <LocationProvider>
      <ErrorBoundary onError={error => console.error(error)}>
        <Shell>
          <Router>
            <Route path="/" component={() => <Wall />} />
            <Route path="/kiosk" component={() => <Wall kiosk />} />
            <Route path="/*" component={Pages} />
          </Router>
          {me.value && mayGo(me.value.role, 'morning') ? <Offer /> : null}
        </Shell>
        {signedOut.value ? <SignInAgain /> : null}
      </ErrorBoundary>
    </LocationProvider>
  )
}
