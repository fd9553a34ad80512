import type { PrivacyNotice } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Notice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { noticesQuery } from '../household/rights/queries.ts'
import { PublishForm } from './publish.tsx'

/** What persons are told, printable, in each of its versions. */
export function NoticeTab() {
  const { t } = useWords()
  const { can } = usePlace()
  const { version, act } = useSearch({ from: '/frame/rights' })
  const navigate = useNavigate()
  const query = useQuery(noticesQuery())
  const close = () =>
    void navigate({ to: '.', search: (before) => ({ ...before, act: undefined }), replace: true })
  return (
    <Fetched query={query} lines={10}>
      {({ items, draft }) => {
        const shown =
          items.find((each) => String(each.version) === version) ??
          items.find(({ state }) => state === 'inForce') ??
          items[0]
        const isPublishing = act === 'publish' && can('retention.publish')
        return (
          <>
            <div className="rights-bar no-print">
              {items.length > 1 && <Versions items={items} shown={shown?.version} />}
              {shown && (
                <button type="button" className="button" onClick={() => window.print()}>
                  {t('rights.print')}
                </button>
              )}
              {can('retention.publish') && !isPublishing && (
                <Link
                  className="button button-primary"
                  to="."
                  search={(before) => ({ ...before, act: 'publish' })}
                  replace
                >
                  {t('rights.publish')}
                </Link>
              )}
            </div>
            {isPublishing && <PublishForm next={(items[0]?.version ?? 0) + 1} draft={draft} close={close} />}
            {shown ? (
              <Sheet notice={shown} />
            ) : (
              <div className="panel">
                <Notice mark="0" title={t('rights.noticeNone')} text={t('rights.noticeNoneText')} />
              </div>
            )}
          </>
        )
      }}
    </Fetched>
  )
}

function Versions(props: { readonly items: readonly PrivacyNotice[]; readonly shown: number | undefined }) {
  const { t } = useWords()
  const navigate = useNavigate()
  return (
    <label className="filter">
      <span>{t('rights.versions')}</span>
      <select
        className="input"
        value={props.shown ?? ''}
        onChange={(event) =>
          void navigate({
            to: '.',
            search: (before) => ({ ...before, version: event.target.value }),
            replace: true,
          })
        }
      >
        {props.items.map(({ version, validFrom, state }) => (
          <option key={version} value={version}>
            {t('rights.noticeVersion', { version, from: validFrom })} · {t(`rights.state.${state}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The sheet as it is handed over: on paper it fills the page, with a place to sign. */
function Sheet({ notice }: { readonly notice: PrivacyNotice }) {
  const { t, say } = useWords()
  const { content } = notice
  return (
    <article className="panel notice-sheet">
      <h2>{t('rights.noticeTitle')}</h2>
      <p className="quiet">
        {t('rights.noticeVersion', { version: notice.version, from: notice.validFrom })}
        {notice.validTo !== null && ` ${t('rights.noticeUntil', { to: notice.validTo })}`}
        <span className="no-print"> · {t(`rights.state.${notice.state}`)}</span>
      </p>
      <dl className="notice-who">
        <div>
          <dt>{t('rights.handler')}</dt>
          <dd>{content.handler}</dd>
        </div>
        <div>
          <dt>{t('rights.contact')}</dt>
          <dd>{content.contact}</dd>
        </div>
      </dl>
      <h3>{t('rights.handled')}</h3>
      <div className="table-scroll">
        <table className="table notice-table">
          <caption className="unseen">{t('rights.handled')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('rights.facts')}</th>
              <th scope="col">{t('rights.why')}</th>
              <th scope="col">{t('rights.basis')}</th>
              <th scope="col">{t('rights.kept')}</th>
            </tr>
          </thead>
          <tbody>
            {content.handled.map((group) => (
              <tr key={[group.subject, group.purpose.zh, group.basis.zh, group.retention.zh].join()}>
                <td>
                  <strong>{t(`rights.subject.${group.subject}`)}</strong>
                  {group.isSensitive && <span className="tag tag-warn">{t('rights.sensitive')}</span>}
                  <br />
                  {group.facts.map(say).join(t('rights.and'))}
                </td>
                <td>{say(group.purpose)}</td>
                <td>{say(group.basis)}</td>
                <td>{say(group.retention)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>{t('rights.yours')}</h3>
      <p>{t('rights.yoursText')}</p>
      <p className="notice-sign">
        <span>{t('rights.signed')}</span>
        <span>{t('rights.signedOn')}</span>
      </p>
    </article>
  )
}
