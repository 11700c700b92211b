/** Who will be billed, and what an invoice to them lacks: each name leads to where it is filled in. */
import type { MissingPayer } from '#server/contract/settings.ts'
import { inFrench } from '../../api/say-refusal.ts'
import { language } from '../../i18n/index.ts'
import { s } from './texts.ts'

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
            <small>{payer.problems.map(problem => sayProblem(problem, payer.name)).join(' · ')}</small>
          </li>
        ))}
      </ul>
      {payers.length > SHOWN_MAX ? <p class="hint">{s('payers-more', { count: payers.length - SHOWN_MAX })}</p> : null}
    </section>
  )
}

/** The name stands before it already. */
function sayProblem({ code, text }: MissingPayer['problems'][number], name: string): string {
  const said =
    language.value === 'fr' ? (inFrench({ code, params: { payer: name }, detail: text }).detail ?? text) : text
  return said.startsWith(name) ? said.slice(name.length).replace(/^[\s\u00a0:]+/u, '') : said
}
