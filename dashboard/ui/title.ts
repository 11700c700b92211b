/** What the page is about, for the tab it stands in and for who hears it announced (WCAG 2.4.2). */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** null: the page is called what the way to it is called. */
export const subject = signal<string | null>(null)

export function useSubject(name: string | null): void {
  useEffect(() => {
    subject.value = name
    return () => {
      subject.value = null
    }
  }, [name])
}
