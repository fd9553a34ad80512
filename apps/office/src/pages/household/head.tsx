import type { Household } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { usePlace } from '../../app/place.ts'
import { OpenCases } from '../../parts/cases/subject-cases.tsx'
import { type Facts, useFacts } from '../../parts/facts.ts'
import { Mark } from '../../parts/outcome.tsx'
import { monthsAfter } from '../../parts/record/months.ts'
import { StatusTag } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'
import { LeadsOf } from '../leads/of-household.tsx'
import { useEndReason } from './end-reason.ts'
import { EXIT } from './verdict-tab.tsx'

/** Who it is, where, how it stands, what is due: what somebody reads before anything else. */
export function Head({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  const { can } = usePlace()
  const cause = household.facts.find(({ fact }) => fact === 'cause')
  const isOver = household.endedBecause !== null
  const ended = useEndReason()
  return (
    <header className="household-head">
      <div className="page-head">
        <h1>{household.headName ?? t('households.nameUnknown')}</h1>
        <span className="figure">{household.number}</span>
        <StatusTag status={household.status} />
        <span className="figure">{t('household.members', { count: household.size })}</span>
        <span>
          {household.region.map(({ code, name }) => (
            <Fragment key={code}>
              {code.length === 12 ? (
                <Link to="/villages/$code" params={{ code }} search={{}} className="in-text">
                  {name}
                </Link>
              ) : (
                name
              )}{' '}
            </Fragment>
          ))}
        </span>
        <span>
          <span className="quiet">{t('household.cause')}</span>{' '}
          {cause ? facts.show(facts.find('cause', 'household'), cause.value) : t('household.unknown')}
        </span>
        {isOver && (
          <span className="tag tag-warn">
            {t('household.ended', { reason: ended(household.endedBecause ?? '') })}
          </span>
        )}
        <span className="push-end head-actions">
          {can('cases.read') && !isOver && (
            <Link className="button" to="/cases/archive" search={{ form: 'card', household: household.id }}>
              {t('archive.printCard')}
            </Link>
          )}
          {can('audit.read') && (
            <Link className="button" to="/audit" search={{ subject: household.id }}>
              {t('audit.seenBy')}
            </Link>
          )}
          {can('registry.record') && !isOver && (
            <>
              <Link
                className="button button-primary"
                to="."
                search={(before) => ({ ...before, record: 'new' })}
                replace
              >
                {t('household.record')}
              </Link>
              <Link className="button" to="/households/$id/edit" params={{ id: household.id }} search={{}}>
                {t('household.steps')}
              </Link>
            </>
          )}
          {can('registry.operate') &&
            !isOver &&
            acts.map((act) => (
              <Link key={act} className="button" to="." search={(before) => ({ ...before, act })} replace>
                {t(`act.${act}.title`)}
              </Link>
            ))}
        </span>
      </div>
      <Sentence household={household} />
      {can('cases.read') && (
        <OpenCases subject={{ id: household.id, region: household.region.at(-1)!.code }} />
      )}
      {can('leads.handle') && (
        <LeadsOf household={{ id: household.id, region: household.region.at(-1)!.code }} />
      )}
      <Due household={household} facts={facts} />
    </header>
  )
}

const acts = ['split', 'merge', 'move'] as const

/** The exit verdict in a sentence. */
function Sentence({ household }: { readonly household: Household }) {
  const { t, say } = useWords()
  const verdict = household.verdicts.find(({ set }) => set === EXIT)
  if (!verdict) return null
  const labels = (outcome: string) =>
    verdict.criteria
      .filter((each) => each.outcome === outcome)
      .map(({ label }) => say(label))
      .join(t('record.listSeparator'))
  const met = verdict.criteria.filter(({ outcome }) => outcome === 'met').length
  const [unmet, open] = [labels('unmet'), labels('undetermined')]
  return (
    <p className="verdict-sentence">
      <Mark outcome={verdict.outcome} word />{' '}
      {t('household.sentence', { title: say(verdict.title), met, all: verdict.criteria.length })}
      {unmet && t('household.sentenceUnmet', { criteria: unmet })}
      {open && t('household.sentenceOpen', { criteria: open })}
      {t('household.sentenceEnd')}
    </p>
  )
}

/** So many months ahead a fact that will run out is due to be looked at again. */
const AHEAD = 3

/** Facts that have run out or soon will, of everybody in the household. */
function Due({ household, facts }: { readonly household: Household; readonly facts: Facts }) {
  const { t } = useWords()
  const { can } = usePlace()
  const soon = monthsAfter(household.asOf, AHEAD)
  const held = [
    ...household.facts.map((fact) => ({ ...fact, subject: 'household', of: household.id, name: '' })),
    ...household.members.flatMap((member) =>
      member.facts.map((fact) => ({ ...fact, subject: 'person', of: member.id, name: member.name ?? '' })),
    ),
  ].flatMap((each) => {
    const months = facts.find(each.fact, each.subject)?.validForMonths
    return months === undefined ? [] : [{ ...each, until: monthsAfter(each.observedOn, months) }]
  })
  const over = held.filter(({ stale }) => stale)
  const due = held
    .filter(({ stale, until }) => !stale && until <= soon)
    .toSorted((a, b) => (a.until < b.until ? -1 : 1))
  if (over.length + due.length === 0) return null
  return (
    <details className="due">
      <summary>
        {over.length > 0 && (
          <span className="tag tag-warn">{t('household.overdue', { count: over.length })}</span>
        )}{' '}
        {due.length > 0 && (
          <span className="tag">{t('household.due', { count: due.length, date: soon })}</span>
        )}
      </summary>
      <ul className="due-list">
        {[...over, ...due].map((each) => (
          <li key={`${each.of}${each.fact}`}>
            {can('registry.record') ? (
              <Link
                to="/households/$id/edit"
                params={{ id: household.id }}
                className="in-text"
                search={{
                  step: facts.find(each.fact, each.subject)?.group,
                  fact: each.fact,
                  of: each.of === household.id ? undefined : each.of,
                }}
              >
                {each.name} {facts.label(each.fact, each.subject)}
              </Link>
            ) : (
              <>
                {each.name} {facts.label(each.fact, each.subject)}
              </>
            )}{' '}
            <span className="quiet figure">{t('household.validUntil', { date: each.until })}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
