import type { Case } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { usePlace } from '../../../app/place.ts'
import { StatusTag } from '../../../parts/status.tsx'
import { useWords } from '../../../words/index.ts'
import { DueDay } from '../waiting.tsx'
import { useSubjectName } from '../who.tsx'
import { Origin } from './origin.tsx'

/** Who, where, which procedure, how it stands, until when. */
export function Head({ of }: { readonly of: Case }) {
  const { t, say } = useWords()
  const { session, can } = usePlace()
  const nameOf = useSubjectName()
  const { subject } = of
  const village = of.region.find(({ code }) => code.length === 12)
  const name = nameOf(subject)
  return (
    <header className="case-head">
      <div className="page-head">
        <h1>
          {can('registry.read') && subject.kind === 'household' ? (
            <Link to="/households/$id" params={{ id: subject.id }} search={{}} className="case-name">
              {name}
            </Link>
          ) : subject.kind === 'village' && village ? (
            <Link to="/villages/$code" params={{ code: village.code }} search={{}} className="case-name">
              {name}
            </Link>
          ) : (
            name
          )}
          <span className="case-of">{say(of.procedure.label)}</span>
        </h1>
        <span className={`case-badge is-${of.state}`}>
          {of.state === 'ended' && of.outcome
            ? t('cases.endedBy', { outcome: say(of.outcome.label) })
            : t(`cases.state.${of.state}`)}
        </span>
        {of.green && (
          <span className="tag" title={t('cases.greenHint')}>
            {t('cases.green')}
          </span>
        )}
        <span className="push-end">
          <Link className="button" to="/cases/$id/archive" params={{ id: of.id }} search={{}}>
            {t('cases.toArchive')}
          </Link>
        </span>
      </div>
      <dl className="case-facts">
        <Fact name={t('cases.place')}>
          {of.region.map(({ code, name: place }) => (
            <Fragment key={code}>{place} </Fragment>
          ))}
        </Fact>
        {subject.number && (
          <Fact name={t('cases.number')}>
            <span className="figure">{subject.number}</span>
          </Fact>
        )}
        {subject.householdSize !== null && (
          <Fact name={t('cases.size')}>
            <span className="figure">{subject.householdSize}</span>
          </Fact>
        )}
        <Fact name={t('cases.statusNow')}>
          <StatusTag status={subject.status} of={subject.kind === 'household' ? 'household' : 'village'} />
        </Fact>
        <Fact name={t('cases.openedOn')}>
          <span className="figure">{of.opened}</span> <span>{t(`cases.channel.${of.channel}`)}</span>
        </Fact>
        {of.origin && can('leads.handle') && (
          <Fact name={t('leads.origin')}>
            <Origin of={of} />
          </Fact>
        )}
        <Fact name={t(of.state === 'open' ? 'cases.wholeDue' : 'cases.endedOn')}>
          {of.state === 'open' ? (
            <DueDay due={of.due} today={session.today} />
          ) : (
            <span className="figure">{of.ended ?? '—'}</span>
          )}
        </Fact>
        <Fact name={t('cases.version')}>
          <span className="figure" title={of.digest}>
            {of.runs.pack} {of.runs.version}
          </span>
        </Fact>
      </dl>
      {of.runs.note && <p className="quiet case-note">{say(of.runs.note)}</p>}
    </header>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
