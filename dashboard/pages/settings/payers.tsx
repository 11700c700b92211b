/** Who will be billed, and what an invoice to them lacks: each name leads to where it is filled in. */
import type { MissingPayer } from '#server/contract/settings.ts'
import { fr, s } from './texts.ts'

const SHOWN_MAX = 8

export function Payers({ payers }: { payers: readonly MissingPayer[] }) {
  if (payers.length === 0) return null
  return (
    <section class="issuing-payers" aria-labelledby="payers">
      <h2 id="payers">{s('payers')}</h2>
      <p class="hint">{s('payers-hint', { count: payers.length })}</p>
      <ul>
        {payers.slice(0, SHOWN_MAX).map(payer => (
          <li key={`${payer.kind}/${payer.id}`}>
            <a href={payer.kind === 'member' ? `/members/${payer.id}` : '/organisations'}>
              <bdi>{payer.name}</bdi>
            </a>{' '}
            <small>{payer.problems.map(sayProblem).join(' · ')}</small>
          </li>
        ))}
      </ul>
      {payers.length > SHOWN_MAX ? <p class="hint">{s('payers-more', { count: payers.length - SHOWN_MAX })}</p> : null}
    </section>
  )
}

const has = (key: string): key is keyof typeof fr => Object.hasOwn(fr, key)

/** In a few words, since the name stands before it; else as the server says it. */
function sayProblem({ code, text }: MissingPayer['problems'][number]): string {
  const key = `payer.${code}`
  return has(key) ? s(key as Parameters<typeof s>[0]) : text
}
