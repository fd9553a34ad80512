import type { AccessRule, UnusualAccess } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { instantText } from '../../parts/instant.ts'
import { Loading } from '../../parts/loading.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { filterOf } from './filter.ts'
import { Days, useFilter } from './filters.tsx'
import { unusualQuery } from './queries.ts'

/** Who reached for more than usual: each finding opens the events that it counts. */
export function Unusual() {
  const { t } = useWords()
  const { region } = usePlace()
  const { search } = useFilter()
  const { from, to } = filterOf(region, search)
  const query = useQuery(unusualQuery({ region, ...(from ? { from } : {}), ...(to ? { to } : {}) }))
  const { data } = query
  return (
    <>
      <form className="filters" aria-label={t('audit.unusual')} onSubmit={(event) => event.preventDefault()}>
        <Days />
      </form>
      {query.error ? (
        <div className="panel">
          <ProblemNotice error={query.error} retry={() => void query.refetch()} />
        </div>
      ) : data === undefined ? (
        <div className="panel">
          <Loading lines={6} />
        </div>
      ) : (
        <>
          <p className="quiet prose">{t('audit.unusualText', { from: data.from, to: data.to })}</p>
          <div className="panel">
            {data.items.length === 0 ? (
              <Notice mark="0" title={t('audit.unusualNone')} text={t('audit.unusualNoneText')} />
            ) : (
              <Findings items={data.items} rules={data.rules} />
            )}
          </div>
          <Rules rules={data.rules} />
        </>
      )}
    </>
  )
}

function Findings(props: {
  readonly items: readonly UnusualAccess[]
  readonly rules: readonly AccessRule[]
}) {
  const { t, say } = useWords()
  const labels = new Map(props.rules.map(({ id, label }) => [id, say(label)]))
  return (
    <section className="table-scroll" aria-label={t('audit.unusualCaption')}>
      <table className="table audit-table">
        <caption className="unseen">{t('audit.unusualCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.rule')}</th>
            <th scope="col" className="number">
              {t('audit.count')}
            </th>
            <th scope="col">{t('audit.usual')}</th>
            <th scope="col">{t('audit.where')}</th>
          </tr>
        </thead>
        <tbody>
          {props.items.map((item) => (
            <tr key={`${item.rule} ${item.accountId} ${item.begins} ${item.region.at(-1)?.code}`}>
              <td className="figure narrow">{instantText(item.begins)}</td>
              <td>{item.displayName ?? item.account ?? item.accountId}</td>
              <td>{labels.get(item.rule) ?? item.rule}</td>
              <td className="number figure">
                <Behind item={item} />
              </td>
              <td className="figure">
                {item.usual === null
                  ? '—'
                  : item.rule === 'outsideOwnTown'
                    ? t('audit.usualShare', { share: item.usual })
                    : item.usual}
              </td>
              <td>{item.region.map(({ name }) => name).join(' ') || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The number opens the events of the account on that day; of a night, until the next. */
function Behind({ item }: { readonly item: UnusualAccess }) {
  const { day, kind, result, action, account, count } = item
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const place = item.region.at(-1)?.code
  return (
    <Link
      to="/audit"
      className="in-text"
      search={(before) => ({
        ...(place ? { region: place } : before.region ? { region: before.region } : {}),
        ...(account ? { account } : {}),
        ...(kind ? { kind } : {}),
        ...(result ? { result } : {}),
        ...(action ? { action } : {}),
        from: day,
        to: item.rule === 'atNight' ? next : day,
      })}
    >
      {count}
    </Link>
  )
}

function Rules({ rules }: { readonly rules: readonly AccessRule[] }) {
  const { t, say } = useWords()
  return (
    <section className="panel audit-rules">
      <h2>{t('audit.rules')}</h2>
      <dl>
        {rules.map(({ id, label, text }) => (
          <div key={id}>
            <dt>{say(label)}</dt>
            <dd className="quiet">{say(text)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
