/** A wall screen: nobody signs in, nobody touches it, and it is there for weeks. Whatever goes wrong, it says so and tries again. */
import { useSignal, useSignalEffect } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { ApiError } from '../../api/client.ts'
import { getMe } from '../../api/endpoints.ts'
import { now_ms } from '../../time/now.ts'
import { Notice } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { driftAt } from './kiosk-life.ts'
import { w } from './texts.ts'

const AGAIN_MS = 5_000

/** `children`: the signed-in page. It is not imported here: what two chunks share, its style too, would be cut out and come before all. */
export function Kiosk({ children }: { children: ComponentChildren }) {
  const away = useSignal(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        me.value = await getMe()
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) me.value = null
        else timer = setTimeout(ask, AGAIN_MS)
        away.value = me.peek() === undefined
      }
    }
    void ask()
    const anew = () => location.reload()
    addEventListener('hashchange', anew)
    return () => {
      clearTimeout(timer)
      removeEventListener('hashchange', anew)
    }
  }, [])
  useDrift()
  useAwake()
  if (me.value === null) return <Notice title={w('screen.refused')} hint={w('screen.refused-hint')} alert page />
  if (me.value === undefined)
    return away.value ? <Notice title={w('screen.away')} hint={w('screen.away-hint')} page /> : <div class="blank" />
  return <>{children}</>
}

/** What stands still for a year burns into a panel: all of it moves by a few points now and then. */
function useDrift(): void {
  useSignalEffect(() => {
    const { x, y } = driftAt(now_ms.value)
    document.body.style.translate = `${x}px ${y}px`
  })
}

/** Asked again whenever the page is seen again: the browser drops it with the page. Plain HTTP off loopback has no such thing. */
function useAwake(): void {
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible' && 'wakeLock' in navigator)
        navigator.wakeLock.request('screen').catch(() => {})
    }
    ask()
    document.addEventListener('visibilitychange', ask)
    return () => document.removeEventListener('visibilitychange', ask)
  }, [])
}
