import type { Lead, LeadAct } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Mark } from '../../parts/outcome.tsx'
import { StatusTag } from '../../parts/status.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { ActForm } from './act-form.tsx'
import { KindName } from './kind.tsx'
import { StateOf } from './list.tsx'
import { MatchedBy } from './matched-by.tsx'
import { leadQuery } from './queries.ts'
import '../../parts/record/record.css'
import '../../parts/filters.css'
import '../cases/cases.css'
import '../cases/act/act.css'
import './leads.css'

/** One lead: whom it is about, what the list says, what was done, what can be done now. */
export function LeadPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/leads/$id' })
  const query = useQuery(leadQuery(id))
  useTitle(t('leads.one'))
  return (
    <>
      <p className="case-back">
        <Link to="/leads" search={{}}>
          {t('leads.back')}
        </Link>
      </p>
      <Fetched query={query} lines={10}>
        {(lead) => <Whole lead={lead} />}
      </Fetched>
    </>
  )
}

function Whole({ lead }: { readonly lead: Lead }) {
  const { t } = useWords()
  const { can } = usePlace()
  const { household } = lead
  return (
    <>
      <div className="page-head">
        <h1>
          <KindName id={lead.kind} />
        </h1>
        <span className="tag">{t(`leads.states.${lead.state}`)}</span>
        {can('cases.act') && lead.may.includes('open') && (
          <span className="lead-acts">
            <Link
              className="button button-primary"
              to="/cases/new"
              search={{ leads: lead.id, region: lead.region.at(-1)?.code }}
            >
              {t('leads.act.open')}
            </Link>
          </span>
        )}
      </div>
      <p className="hint">
        {t('leads.text')} {t('leads.kept')}
      </p>
      <div className="lead-parts">
        <section className="panel" aria-labelledby="lead-who">
          <h2 id="lead-who">{t('leads.who')}</h2>
          <dl className="lead-facts">
            <Item name={t('leads.household')}>
              <Link to="/households/$id" params={{ id: household.id }} search={{}} className="in-text">
                {household.headName ?? t('households.nameUnknown')}
              </Link>{' '}
              <span className="figure">{household.number}</span>
            </Item>
            <Item name={t('leads.place')}>{lead.region.map(({ name }) => name).join(' ')}</Item>
            <Item name={t('cases.size')}>
              <span className="figure">{household.size}</span>
            </Item>
            <Item name={t('cases.statusNow')}>
              <StatusTag status={household.status} />
            </Item>
            <Item name={t('leads.verdict')}>
              {lead.outcome ? <Mark outcome={lead.outcome} word /> : t('leads.unjudged')}
            </Item>
            <Item name={t('leads.state')}>
              <StateOf lead={lead} />
            </Item>
          </dl>
        </section>
        <SaidByList lead={lead} />
        <Acts lead={lead} />
        <section className="panel" aria-labelledby="lead-history">
          <h2 id="lead-history">{t('leads.history')}</h2>
          {lead.entries.length === 0 && <p className="quiet">{t('leads.historyNone')}</p>}
          <ol className="lead-entries">
            {lead.entries.map((entry) => (
              <li key={entry.id}>
                <strong>{t(`leads.acts.${entry.act}`)}</strong>{' '}
                <span className="quiet figure">
                  {entry.on} · {entry.by}
                </span>
                {entry.case !== null && (
                  <>
                    {' '}
                    <Link to="/cases/$id" params={{ id: entry.case }} search={{}}>
                      {t('leads.seeCase')}
                    </Link>
                  </>
                )}
                {entry.text !== '' && <p className="lead-words">{entry.text}</p>}
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  )
}

/** What the list says of whom, for those who may read it. */
export function SaidByList({ lead }: { readonly lead: Lead }) {
  const { t } = useWords()
  const { can } = usePlace()
  const { said } = lead
  return (
    <section className="panel" aria-labelledby="lead-said">
      <h2 id="lead-said">{t('leads.said')}</h2>
      <dl className="lead-facts">
        <Item name={t('leads.list')}>
          {can('leads.list') ? (
            <Link to="/leads/lists/$id" params={{ id: lead.list }} search={{}} className="in-text">
              {lead.unit?.name ?? t('leads.noUnit')}
            </Link>
          ) : (
            (lead.unit?.name ?? t('leads.noUnit'))
          )}{' '}
          <span className="figure">{t('leads.heard', { day: lead.heardOn })}</span>
          <span className="quiet block">{t('leads.line', { line: lead.line })}</span>
        </Item>
        {said?.person && <Item name={t('leads.saidPerson')}>{said.person.name ?? '—'}</Item>}
        {lead.matchedBy && (
          <Item name={t('leads.matchedBy')}>
            <MatchedBy of={lead} />
          </Item>
        )}
        {said?.rows.map((row) => (
          <SaidByRow key={row.line} row={row} shows={{ line: said.rows.length > 1, name: lead.otherName }} />
        ))}
      </dl>
      {said?.rows.every(({ reason, amount }) => !reason && !amount) && (
        <p className="quiet">{t('leads.saidNothing')}</p>
      )}
      {lead.hidden && <p className="hint">{t('leads.hidden')}</p>}
    </section>
  )
}

/** What one row says; its name where that is another than the person's. */
function SaidByRow(props: {
  readonly row: NonNullable<Lead['said']>['rows'][number]
  readonly shows: { readonly line: boolean; readonly name: boolean }
}) {
  const { t } = useWords()
  const { line, name, reason, amount } = props.row
  const of = (what: string) => (props.shows.line ? t('leads.saidOfLine', { what, line }) : what)
  return (
    <>
      {props.shows.name && name && <Item name={of(t('leads.saidName'))}>{name}</Item>}
      {reason && <Item name={of(t('leads.saidReason'))}>{reason}</Item>}
      {amount && (
        <Item name={of(t('leads.saidAmount'))}>
          <span className="figure">{amount}</span>
        </Item>
      )}
    </>
  )
}

/** Dismissing and taking that back; which of them lies in the address. */
function Acts({ lead }: { readonly lead: Lead }) {
  const { t } = useWords()
  const { act: asked } = useSearch({ from: '/frame/leads/$id' })
  const navigate = useNavigate({ from: '/leads/$id' })
  const acts = lead.may.filter((each): each is LeadAct => each !== 'open')
  const act = acts.find((each) => each === asked) ?? acts[0]
  return (
    <section className="panel" aria-labelledby="lead-act">
      <h2 id="lead-act">{act ? t(`leads.act.${act}`) : t('leads.doNow')}</h2>
      {act ? (
        <ActForm
          key={lead.lastId}
          act={act}
          leads={[lead]}
          after={lead.lastId}
          onDone={() => void navigate({ search: {}, replace: true })}
        />
      ) : (
        <p className="quiet">{t('leads.nothingToDo')}</p>
      )}
    </section>
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
