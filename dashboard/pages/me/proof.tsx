import { useRoute } from 'preact-iso'
import type { Proof as ProofView } from '#server/contract/books.ts'
import { getProof, statementPdf } from '../../api/books.ts'
import { ApiError } from '../../api/client.ts'
import { duration, euros } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { machineName, named } from '../../live/named.ts'
import { isMonth } from '../../time/zone.ts'
import { CommandHint } from '../../ui/command-hint.tsx'
import { EvidenceDrawer, openEvidence } from '../../ui/evidence/evidence-drawer.tsx'
import { useLoad } from '../../ui/load.ts'
import { NotFound } from '../../ui/lost.tsx'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { useSubject } from '../../ui/title.ts'
import { b } from '../periods/texts.ts'
import { dayWords, decisionWords, monthWords, whenWords } from '../periods/words.ts'
import '../periods/periods.css'

/** « Comment on le sait » : line → session → measurements → chain, in the order a person would ask. */
export function Proof() {
  useSubject(b('proof.title'))
  const { month, member = me.value?.member ?? '' } = useRoute().params
  return isMonth(month) ? <ProofOf key={month} month={month} member={member} /> : <NotFound />
}

function ProofOf({ month, member }: { month: string; member: string }) {
  const proof = useLoad(`${month}/${member}`, () => named(getProof(month, member)))
  return (
    <article class="proof">
      <header class="month-head">
        <h1>
          {b('proof.title')} <span>{monthWords(month)}</span>
        </h1>
        <p class="hint">{b('proof.lead')}</p>
        <a class="link" href={statementPdf(month, member)} target="_blank" rel="noopener">
          {b('proof.pdf')}
        </a>
      </header>
      {proof.is === 'failed' ? (
        proof.error instanceof ApiError && proof.error.status === 409 ? (
          <Notice title={b('proof.open')} />
        ) : (
          <Failure error={proof.error} again={proof.again} />
        )
      ) : proof.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <Steps proof={proof.value} />
      )}
      <a class="link" href={`/me?month=${month}`}>
        {b('proof.back')}
      </a>
      <EvidenceDrawer />
    </article>
  )
}

function Steps({ proof }: { proof: ProofView }) {
  return (
    <>
      <section aria-labelledby="proof-lines">
        <h2 id="proof-lines">{b('proof.step-lines')}</h2>
        <p>{b('proof.lines-why')}</p>
        <ul class="proof-lines">
          {proof.lines.map((line, i) => (
            <li key={`${line.label} ${i}`}>
              <span>{line.label}</span> <b>{euros(line.cents, language.value)}</b>
              <small>{t('statement.sessions', { count: line.sessions.length })}</small>
            </li>
          ))}
          <li class="proof-total">
            <span>{b('proof.total')}</span> <b>{euros(proof.total_cents, language.value)}</b>
          </li>
        </ul>
      </section>
      <section aria-labelledby="proof-sessions">
        <h2 id="proof-sessions">{b('proof.step-sessions')}</h2>
        <p>{b('proof.sessions-why')}</p>
        <ul class="proof-things">
          {proof.things.map(thing => (
            <Thing key={thing.id} thing={thing} />
          ))}
        </ul>
      </section>
      <Chain proof={proof} />
    </>
  )
}

function Thing({ thing }: { thing: ProofView['things'][number] }) {
  const same = (id: string) => id
  const machine = machineName(thing.machine)
  const name = `${whenWords(thing.start, null)} · ${machine}`
  return (
    <li>
      {thing.kind === 'session' ? (
        <button type="button" class="link" onClick={() => openEvidence(thing.id)}>
          {name}
        </button>
      ) : (
        <span>
          {name} · {b(thing.kind === 'run' ? 'proof.run' : 'proof.declared')}
        </span>
      )}
      <b>{duration(thing.running_ms, language.value)}</b>
      <small>
        {b('proof.entries', { first: thing.first_n, last: thing.last_n ?? thing.first_n })} ·{' '}
        {b('proof.frames', { frames: thing.frames, entries: thing.entries })}
      </small>
      {thing.decisions.map(decision => (
        <small key={decision.n}>
          {b('proof.decided', { what: decisionWords(decision, same, same), reason: decision.reason })}
        </small>
      ))}
    </li>
  )
}

function Chain({ proof }: { proof: ProofView }) {
  const { closing, head } = proof
  return (
    <section aria-labelledby="proof-chain">
      <h2 id="proof-chain">{b('proof.step-chain')}</h2>
      <p>{b('proof.chain-why')}</p>
      <dl class="proof-chain">
        <div>
          <dt>{b('proof.hash')}</dt>
          <dd>
            <code>{proof.statement_hash}</code>
          </dd>
        </div>
        <div>
          <dt>{b('proof.closing')}</dt>
          <dd>
            {b('proof.closing-what', { n: closing.n, date: dayWords(closing.received) })}
            <code>{closing.chain}</code>
          </dd>
        </div>
        <div>
          <dt>{b('proof.head')}</dt>
          <dd>
            {b('proof.head-what', { n: head.n })}
            <code>{head.chain}</code>
          </dd>
        </div>
      </dl>
      <CommandHint
        sentence={command => b('proof.check', { command })}
        command={`navette verify --statement ${proof.id}`}
      />
    </section>
  )
}
