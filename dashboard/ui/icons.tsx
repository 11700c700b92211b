/** The house's own signs, drawn on a 24 grid. A lockout is a barred circle, never a padlock: it is not one. */
const SIGNS = {
  running: 'M2 12C6.5 5.5 17.5 5.5 22 12 17.5 18.5 6.5 18.5 2 12ZM7.5 12h9',
  idle: 'M9 5.500v13M15 5.500v13',
  off: 'M12 4.500a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15ZM12 10.700a1.3 1.3 0 1 0 0 2.600 1.3 1.3 0 0 0 0-2.600Z',
  fault: 'M12 3.5 22 20.500H2ZM12 10v4.500M12 17.400v.2',
  silent: 'M2.5 12c2-3 4-3 5.5 0M16 12c1.5 3 3.5 3 5.5 0M11 7.500l2 9',
  locked: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM6.5 12h11',
  'unknown-badge': 'M4 5.500h16v13H4ZM9.8 10.200a2.2 2.2 0 1 1 3.3 1.900c-.8.5-1.1.9-1.1 1.700M12 16.200v.1',
  person: 'M12 4.500a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM5 20c.6-4 3.4-5.5 7-5.500s6.4 1.5 7 5.5',
  left: 'M14.5 5.5 8 12l6.5 6.5',
  right: 'M9.5 5.5 16 12l-6.5 6.5',
  down: 'M5.5 9.5 12 16l6.5-6.5',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  whole: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  check: 'M4.5 12.5 10 18 20 6.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  care: 'M12 3.5C16 8.5 18 11.500 18 14a6 6 0 0 1-12 0C6 11.500 8 8.500 12 3.5Z',
  print: 'M7 9V3.500h10V9M7 17H4V9h16v8h-3M7 14h10v6.500H7Z',
  unlink: 'M4 12h4M16 12h4M10.5 8.500l3 7M9 4.5 7.5 6M15 19.500l1.5-1.5',
} as const
export type Sign = keyof typeof SIGNS

/**
 * Always beside its word, so hidden from screen readers. The ground keeps all signs of one size for the browser: when one changes into another, it
 * need not look again at which layer lies over which.
 */
export const Icon = ({ sign }: { sign: Sign }) => (
  <svg class={`icon icon-${sign}`} viewBox="0 0 24 24" aria-hidden="true">
    <rect width="24" height="24" fill="transparent" stroke="none" />
    <path d={SIGNS[sign]} />
  </svg>
)

export const Shuttle = () => (
  <svg class="shuttle" viewBox="0 0 64 28" aria-hidden="true">
    <path class="shuttle-body" d="M1 14C14 0 50 0 63 14 50 28 14 28 1 14Z" />
    <path class="shuttle-eye" d="M17 14c7-6.5 23-6.5 30 0-7 6.5-23 6.5-30 0Z" />
    <path class="shuttle-thread" d="M21 14h22" />
  </svg>
)
