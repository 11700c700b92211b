import type { ComponentChildren } from 'preact'
import { Icon } from './icons.tsx'

/** The way back to the list a page was reached from. */
export const Back = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <a class="back" href={href}>
    <Icon sign="left" /> {children}
  </a>
)
