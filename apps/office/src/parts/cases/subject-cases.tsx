import type { CaseItem, CaseSubjectKind } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'
import { Fetched } from '../fetched.tsx'
import { Notice } from '../problem.tsx'
import { StatusTag } from '../status.tsx'
import { hindrance } from './hindrance.ts'
import { CaseLink, CasesLink } from './links.tsx'
import { casesOfQuery, proceduresQuery } from './queries.ts'
import { CaseWaits } from './waits.tsx'
import './cases.css'

type Subject = {
  readonly kind: CaseSubjectKind
  readonly id: string
  readonly region: string
  readonly status: string | null
}

/** The cases of a household or a village, open ones first, and the procedures that may be begun for it. */
export function SubjectCases({ subject }: { readonly subject: Subject }) {
  const { t } = useWords()
  const query = useQuery(casesOfQuery(subject.region, subject.id))
  return (
    <div className="stack">
      <Fetched query={query} lines={8}>
        {({ items, next }) => (
          <>
            <section className="panel" aria-labelledby="subject-cases">
              <div className="panel-head">
                <h2 id="subject-cases">{t('caseSections.cases')}</h2>
                <CasesLink filter={{ region: subject.region, subject: subject.id }}>
                  {t('caseSections.inInbox')}
                </CasesLink>
              </div>
              {items.length === 0 ? (
                <Notice mark="0" title={t('caseSections.none')} text={t('caseSections.noneText')} />
              ) : (
                <ul className="subject-cases">
                  {items.map((item) => (
                    <OneCase key={item.id} item={item} />
                  ))}
                </ul>
              )}
              {next && <p className="quiet">{t('caseSections.notAll', { count: items.length })}</p>}
            </section>
            <Openings subject={subject} items={items} />
          </>
        )}
      </Fetched>
    </div>
  )
}

const glyphs = { open: '◔', ended: '✓', withdrawn: '✕' } as const

function OneCase({ item }: { readonly item: CaseItem }) {
  const { t, say } = useWords()
  return (
    <li>
      <p className="subject-case-head">
        <span className="case-state">
          <span aria-hidden>{glyphs[item.state]}</span> {t(`caseSections.state.${item.state}`)}
        </span>
        <CaseLink id={item.id} className="in-text">
          <strong>{say(item.procedure.label)}</strong>
        </CaseLink>
        <span className="quiet figure">
          {item.ended
            ? t('caseSections.fromTo', { from: item.opened, to: item.ended })
            : t('caseSections.opened', { day: item.opened })}
        </span>
        {item.green && <span className="tag">{t('caseSections.green')}</span>}
        {item.outcome && <span>{say(item.outcome.label)}</span>}
        {item.status && (
          <StatusTag status={item.status} of={item.subject.kind === 'household' ? 'household' : 'village'} />
        )}
        {item.state === 'ended' && (
          <Link to="/cases/$id/archive" params={{ id: item.id }} search={{}} className="button button-small">
            {t('caseSections.toArchive')}
          </Link>
        )}
      </p>
      {item.state === 'open' && <CaseWaits item={item} />}
    </li>
  )
}

function Openings({ subject, items }: { readonly subject: Subject; readonly items: readonly CaseItem[] }) {
  const { t, say } = useWords()
  const { can, session } = usePlace()
  const query = useQuery({
    ...proceduresQuery(subject.region, session.today),
    enabled: can('cases.act'),
  })
  if (!can('cases.act')) return null
  const own = query.data?.items.filter((each) => each.subject === subject.kind && each.mayOpen)
  return (
    <section className="panel" aria-labelledby="subject-open">
      <div className="panel-head">
        <h2 id="subject-open">{t('caseSections.open')}</h2>
      </div>
      <Fetched query={query} lines={2}>
        {() =>
          own?.length === 0 ? (
            <p className="quiet">{t('caseSections.noneToOpen')}</p>
          ) : (
            <ul className="subject-openings">
              {own?.map((procedure) => {
                const held = hindrance(procedure, subject, items)
                return (
                  <li key={procedure.id}>
                    {held ? (
                      <span className="quiet">
                        {say(procedure.label)}
                        {t('app.colon')}
                        {t(`caseSections.held.${held}`)}
                      </span>
                    ) : (
                      <Link
                        to="/cases/new"
                        search={{ region: subject.region, procedure: procedure.id, subject: subject.id }}
                        className="button"
                      >
                        {say(procedure.label)}
                      </Link>
                    )}
                  </li>
                )
              })}
            </ul>
          )
        }
      </Fetched>
    </section>
  )
}

/** In the head of a page: what is under way, with where it stands. */
export function OpenCases({ subject }: { readonly subject: Pick<Subject, 'id' | 'region'> }) {
  const { t, say } = useWords()
  const query = useQuery(casesOfQuery(subject.region, subject.id))
  const open = query.data?.items.filter(({ state }) => state === 'open') ?? []
  if (open.length === 0) return null
  return (
    <p className="open-cases">
      <span className="quiet">{t('caseSections.underWay')}</span>
      {open.map((item) => (
        <CaseLink key={item.id} id={item.id} className="in-text">
          {say(item.procedure.label)}
          {item.steps[0] ? ` · ${say(item.steps[0].label)}` : ''}
        </CaseLink>
      ))}
    </p>
  )
}
