import type { Case, CaseObjection } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../../words/index.ts'
import type { Mays } from './may.ts'

/** What was objected and what was answered. None hides: what waits for an answer stands first. */
export function Objections({ of, mays }: { readonly of: Case; readonly mays: Mays }) {
  const { t } = useWords()
  const sorted = of.objections.toSorted((a, b) => Number(a.upheld !== null) - Number(b.upheld !== null))
  const objected = mays.find(({ kind }) => kind === 'objected')
  return (
    <section className="panel" aria-labelledby="objections">
      <div className="panel-head">
        <h2 id="objections">{t('cases.objections')}</h2>
        <span className="quiet figure">{t('cases.objectionCount', { count: of.objections.length })}</span>
        {objected && (
          <Link
            className="button button-small push"
            to="."
            search={(before) => ({ ...before, act: 'objected', at: objected.step })}
            replace
          >
            {t('cases.act.objected')}
          </Link>
        )}
      </div>
      {sorted.length === 0 ? (
        <p className="quiet">{t('cases.noObjections')}</p>
      ) : (
        <ul className="case-objections">
          {sorted.map((objection) => (
            <One key={objection.id} of={of} objection={objection} mays={mays} />
          ))}
        </ul>
      )}
    </section>
  )
}

function One(props: { readonly of: Case; readonly objection: CaseObjection; readonly mays: Mays }) {
  const { t, say } = useWords()
  const { of, objection } = props
  const step = of.runs.steps.find(({ id }) => id === objection.step)
  const may = props.mays.find(
    ({ kind, of: list }) => kind === 'answered' && (list?.includes(objection.id) ?? true),
  )
  return (
    <li>
      <p className="entry-head">
        {objection.upheld === null ? (
          <span className="tag tag-warn">{t('cases.unanswered')}</span>
        ) : (
          <span className="tag">{t(`cases.upheld.${objection.upheld ? 'yes' : 'no'}`)}</span>
        )}
        <span className="quiet figure">{objection.on}</span>
        {step && <span className="quiet">{say(step.label)}</span>}
      </p>
      <p className="entry-text">{objection.text}</p>
      {(objection.name || objection.contact) && (
        <p className="quiet">
          {t('cases.objector')}
          {t('app.colon')}
          {[objection.name, objection.contact].filter(Boolean).join(t('app.comma'))}
        </p>
      )}
      {objection.answer && (
        <p className="entry-text case-answer">
          <strong>{t('cases.answer')}</strong>
          {t('app.colon')}
          {objection.answer}
        </p>
      )}
      {objection.upheld === null && may && (
        <Link
          className="button button-small"
          to="."
          search={(before) => ({ ...before, act: 'answered', at: may.step, about: objection.id })}
          replace
        >
          {t('cases.act.answered')}
        </Link>
      )}
    </li>
  )
}
