import type { CriterionExplanation, Verdict } from '@lika/contract'
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/index.ts'
import { Mark } from './outcome.tsx'
import { Source, Unconfirmed } from './source.tsx'
import './verdict-panel.css'

type FactUse = CriterionExplanation['lines'][number]['facts'][number]

/** A verdict with its reasons: per criterion the facts, the thresholds, the clause, and the rule in words. */
export function VerdictPanel(props: {
  readonly verdict: Verdict
  /** What can be done about a fact that is missing. */
  readonly fill?: (fact: string) => ReactNode
  /** Where a fact comes from: who said it, when, and what shows it. */
  readonly origin?: (use: FactUse) => ReactNode
  /** What stands below a criterion: what would change it. */
  readonly below?: (criterion: CriterionExplanation) => ReactNode
}) {
  const { t, say } = useWords()
  const { verdict } = props
  const settled = verdict.criteria.filter(({ outcome }) => outcome === 'met').map(({ id }) => id)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set(settled))
  const toggle = (id: string) =>
    setClosed(new Set(closed.has(id) ? [...closed].filter((each) => each !== id) : [...closed, id]))
  const count = (outcome: string) => verdict.criteria.filter((each) => each.outcome === outcome).length
  // Nearly always one document holds all criteria: it is named once, and each criterion names its clause.
  const titles = new Set(verdict.criteria.map(({ source }) => source.title))
  const document = titles.size === 1 ? [...titles][0] : undefined
  const heading = `verdict-${verdict.set}`
  return (
    <section className="panel verdict" aria-labelledby={heading}>
      <div className="panel-head">
        <h2 id={heading}>{say(verdict.title)}</h2>
        <Mark outcome={verdict.outcome} word />
        <span className="figure quiet">
          {t('verdict.counts', {
            met: count('met'),
            unmet: count('unmet'),
            undetermined: count('undetermined'),
          })}
        </span>
        <button
          type="button"
          className="button button-quiet button-small push"
          onClick={() => setClosed(new Set(closed.size === 0 ? verdict.criteria.map(({ id }) => id) : []))}
        >
          {closed.size === 0 ? t('verdict.none') : t('verdict.all')}
        </button>
      </div>
      {document && (
        <p className="source">
          {t('verdict.basis')}
          <span>{document}</span>
        </p>
      )}
      <ol className="criteria">
        {verdict.criteria.map((criterion) => (
          <Criterion
            key={criterion.id}
            criterion={criterion}
            document={document}
            isOpen={!closed.has(criterion.id)}
            toggle={() => toggle(criterion.id)}
            fill={props.fill}
            origin={props.origin}
            below={props.below}
          />
        ))}
      </ol>
      <Untranslated verdict={verdict} />
      <Receipt verdict={verdict} />
    </section>
  )
}

function Criterion(props: {
  readonly criterion: CriterionExplanation
  readonly document: string | undefined
  readonly isOpen: boolean
  readonly toggle: () => void
  readonly fill: ((fact: string) => ReactNode) | undefined
  readonly origin: ((use: FactUse) => ReactNode) | undefined
  readonly below: ((criterion: CriterionExplanation) => ReactNode) | undefined
}) {
  const { t, say } = useWords()
  const { criterion, isOpen } = props
  const id = `criterion-${criterion.id}`
  return (
    <li
      className={`criterion is-${criterion.outcome}`}
      data-criterion={criterion.id}
      data-outcome={criterion.outcome}
    >
      <h3>
        <button
          type="button"
          className="criterion-head"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={props.toggle}
        >
          <Mark outcome={criterion.outcome} />
          <span className="criterion-label">{say(criterion.label)}</span>
          {!criterion.confirmed && <Unconfirmed />}
        </button>
      </h3>
      {props.document ? (
        <span className="source">
          <span className="source-clause">{criterion.source.clause}</span>
        </span>
      ) : (
        <Source source={criterion.source} />
      )}
      {isOpen && (
        <div id={id} className="criterion-body">
          <Lines criterion={criterion} origin={props.origin} />
          <Missing criterion={criterion} fill={props.fill} />
          {props.below?.(criterion)}
          {criterion.assumed.map((each) => (
            <p key={each.fact}>
              <span className="tag">{t('verdict.assumed')}</span> {say(each.value)}
              {t('app.colon')}
              {say(each.reason)} <Source source={each.source} />
            </p>
          ))}
          {criterion.notes.map((note) => (
            <p key={note.zh} className="quiet">
              {say(note)}
            </p>
          ))}
          <details className="rule">
            <summary>{t('verdict.rule')}</summary>
            <p>{say(criterion.rule)}</p>
            <p>{say(criterion.text)}</p>
          </details>
        </div>
      )}
    </li>
  )
}

/** Part by part: what is asked, what is on record, what it is measured against. */
function Lines({
  criterion,
  origin,
}: {
  readonly criterion: CriterionExplanation
  readonly origin: ((use: FactUse) => ReactNode) | undefined
}) {
  const { t, say } = useWords()
  // Of a rule in one piece the facts and thresholds stand below it already; its text would say them twice.
  const isAlone = criterion.lines.length === 1
  return (
    <ul className="verdict-lines">
      {criterion.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a rule have no id and never change places.
        <li key={index}>
          <Mark outcome={line.outcome} />
          <div>
            <p className="verdict-line">{say(line.label ?? (isAlone ? criterion.rule : line.text))}</p>
            {line.facts.length > 0 && (
              <dl className="uses" aria-label={t('verdict.facts')}>
                {line.facts.map((fact) => (
                  <div
                    key={`${fact.key}${fact.element ?? ''}${fact.subjectId ?? ''}`}
                    className={fact.known ? 'use' : 'use is-missing'}
                  >
                    <dt>
                      {fact.element && <span className="quiet">{fact.element} </span>}
                      {say(fact.label)}
                    </dt>
                    <dd className="figure">{say(fact.value)}</dd>
                    {origin?.(fact)}
                  </div>
                ))}
              </dl>
            )}
            {line.parameters.length > 0 && (
              <dl className="uses thresholds" aria-label={t('verdict.thresholds')}>
                {line.parameters.map((parameter) => (
                  <div key={parameter.id} className="use">
                    <dt>
                      <span className="tag">{t('verdict.thresholds')}</span> {say(parameter.label)}
                    </dt>
                    <dd className="figure">{say(parameter.value)}</dd>
                    <ThresholdSource source={parameter.source} criterion={criterion.source} />
                  </div>
                ))}
              </dl>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

type Citation = CriterionExplanation['source']

/** The criterion names its document already: a threshold from the same one adds its clause, if that differs. */
function ThresholdSource({ source, criterion }: { readonly source: Citation; readonly criterion: Citation }) {
  if (source.title !== criterion.title) {
    return (
      <dd className="threshold-source">
        <Source source={source} />
      </dd>
    )
  }
  if (!source.confirmed) {
    return (
      <dd className="threshold-source">
        <Unconfirmed />
      </dd>
    )
  }
  return source.clause === criterion.clause ? null : (
    <dd className="source">
      <span className="source-clause">{source.clause}</span>
    </dd>
  )
}

function Missing(props: {
  readonly criterion: CriterionExplanation
  readonly fill: ((fact: string) => ReactNode) | undefined
}) {
  const { t } = useWords()
  if (props.criterion.missing.length === 0) return null
  return (
    <p className="missing">
      <span className="tag">{t('verdict.missing')}</span>
      {props.criterion.missing.map((fact) => (
        <span key={fact}>{props.fill ? props.fill(fact) : fact}</span>
      ))}
    </p>
  )
}

function Untranslated({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useWords()
  if (verdict.untranslated.length === 0) return null
  return (
    <details className="aside">
      <summary>
        {t('verdict.untranslated')} <span className="figure">{verdict.untranslated.length}</span>
      </summary>
      <ul>
        {verdict.untranslated.map((each) => (
          <li key={`${each.source.id}${each.source.clause}${each.text}`}>
            <q lang="zh">{each.text}</q> <span lang="en">{each.reason}</span> <Source source={each.source} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function Receipt({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useWords()
  const { receipt } = verdict
  return (
    <details className="aside">
      <summary>
        {t('verdict.receipt')} <span className="figure">{t('verdict.asOf', { date: verdict.asOf })}</span>
      </summary>
      <ul>
        {receipt.chain.map((pack) => (
          <li key={pack.pack}>
            {pack.pack} {pack.version} <code>{pack.digest.slice(0, 19)}…</code>
          </li>
        ))}
        <li>
          {t('verdict.engine')} {receipt.engine} · {t('verdict.digest')}{' '}
          <code>{receipt.factsDigest.slice(0, 19)}…</code>
        </li>
      </ul>
    </details>
  )
}
