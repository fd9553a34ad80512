import type { Complaint } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { instantText } from '../../parts/instant.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { ActForm } from './act-form.tsx'
import { canBecomeCase } from './become-case.ts'
import { accusedName, Due } from './complaints.tsx'
import { complaintQuery } from './queries.ts'
import '../../parts/record/record.css'
import '../../parts/filters.css'
import './complaints.css'

/** One complaint: what was said, what was done, what can be done now, and who has looked. */
export function ComplaintPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/complaints/$id' })
  const query = useQuery(complaintQuery(id))
  useTitle(t('complaints.one'))
  return (
    <Fetched query={query} lines={10}>
      {(complaint) => <Whole complaint={complaint} />}
    </Fetched>
  )
}

function Whole({ complaint }: { readonly complaint: Complaint }) {
  const { t } = useWords()
  const { can } = usePlace()
  const { kind, about, state, accused } = complaint
  return (
    <div className="complaint">
      <div className="page-head">
        <h1>
          {t(`complaints.kinds.${kind}`)} · {t(`complaints.abouts.${about}`)}
        </h1>
        <span className="tag">{t(`complaints.views.${state}`)}</span>
        <span className="complaint-acts">
          {can('cases.act') && canBecomeCase(complaint) && (
            <Link
              className="button button-primary"
              to="/cases/new"
              search={{ complaint: complaint.id, region: complaint.region.at(-1)?.code }}
            >
              {t('cases.open')}
            </Link>
          )}
          <Link className="button" to="/complaints" search={{}}>
            {t('complaints.back')}
          </Link>
        </span>
      </div>
      <p className="hint">{t('complaints.confidential')}</p>
      <div className="complaint-parts">
        <section className="panel" aria-labelledby="complaint-said">
          <h2 id="complaint-said">{t('complaints.said')}</h2>
          <p className="complaint-words">{complaint.said}</p>
          <dl className="complaint-facts">
            <Item name={t('complaints.place')}>{complaint.region.map(({ name }) => name).join(' ')}</Item>
            <Item name={t('complaints.accused')}>
              {accused ? accusedName(accused) : t('complaints.nobody')}
              {accused && <span className="hint block">{t('complaints.keptOut')}</span>}
            </Item>
            <Item name={t('complaints.name')}>
              {complaint.hidden ? t('complaints.hidden') : (complaint.name ?? t('complaints.anonymous'))}
            </Item>
            <Item name={t('complaints.contact')}>
              {complaint.hidden ? t('complaints.hidden') : (complaint.contact ?? '—')}
            </Item>
            <Item name={t('complaints.received')}>
              <span className="figure">{complaint.received}</span> ·{' '}
              {t(`complaints.channels.${complaint.channel}`)}
              {complaint.receivedBy !== null && ` · ${complaint.receivedBy}`}
            </Item>
            <Item name={t('complaints.dueDay')}>
              <Due of={complaint} />
            </Item>
            {complaint.case !== null && (
              <Item name={t('complaints.case')}>
                <Link to="/cases/$id" params={{ id: complaint.case }} search={{}}>
                  {t('complaints.seeCase')}
                </Link>
              </Item>
            )}
          </dl>
        </section>
        <section className="panel" aria-labelledby="complaint-act">
          <h2 id="complaint-act">{t('complaints.act')}</h2>
          <ActForm complaint={complaint} key={complaint.entries.at(-1)?.id ?? ''} />
        </section>
        <section className="panel" aria-labelledby="complaint-done">
          <h2 id="complaint-done">{t('complaints.done')}</h2>
          {complaint.entries.length === 0 && <p className="quiet">{t('complaints.doneNot')}</p>}
          <ol className="complaint-entries">
            {complaint.entries.map((entry) => (
              <li key={entry.id}>
                <strong>{t(`complaints.acts.${entry.act}`)}</strong>
                {entry.to && ` → ${entry.to.unit?.name ?? entry.to.region.name}`}{' '}
                <span className="quiet figure">
                  {entry.on} · {entry.by}
                </span>
                {entry.text !== '' && <p className="complaint-words">{entry.text}</p>}
              </li>
            ))}
          </ol>
        </section>
        {complaint.views && (
          <section className="panel" aria-labelledby="complaint-views">
            <h2 id="complaint-views">{t('complaints.looked')}</h2>
            <p className="hint">{t('complaints.lookedText')}</p>
            {complaint.views.length === 0 && <p className="quiet">{t('complaints.lookedNot')}</p>}
            <ul className="complaint-entries">
              {complaint.views.map((view) => (
                <li key={`${view.at} ${view.by}`}>
                  <span className="figure">{instantText(view.at)}</span> {view.by}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  )
}

function Item(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}
