import type { Plan, Statement } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Fragment } from 'react'
import { Fetched } from '../../../parts/fetched.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import { planChangesQuery } from '../queries.ts'
import { tabOf } from '../reader/cards.ts'
import '../text/text.css'
import './changes.css'

/** What changed between two versions, and which accepted statements it touches. */
export function Changes({ plan, to }: { readonly plan: Plan; readonly to: number }) {
  const { t } = useWords()
  const search = useSearch({ from: '/frame/plans/$id' })
  const navigate = useNavigate({ from: '/plans/$id' })
  const asked = Number(search.from)
  const earlier = plan.versions.map(({ version }) => version).filter((version) => version < to)
  const from = earlier.includes(asked) ? asked : (earlier[0] ?? to)
  const query = useQuery({ ...planChangesQuery(plan.id, from, to), enabled: from !== to })
  const reason = plan.versions.find(({ version }) => version === to)?.reason
  if (from === to) return <Notice mark="0" title={t('plans.changes.none')} />
  return (
    <section className="changes" aria-labelledby="changes-title">
      <div className="panel-head">
        <h2 id="changes-title">{t('plans.changes.title', { from, to })}</h2>
        {reason && <span className="quiet">{reason}</span>}
        {earlier.length > 1 && (
          <label className="push">
            {t('plans.changes.from')}{' '}
            <select
              className="input"
              value={String(from)}
              onChange={(event) =>
                void navigate({
                  search: (before) => ({ ...before, from: event.target.value }),
                  replace: true,
                })
              }
            >
              {earlier.map((version) => (
                <option key={version} value={version}>
                  {t('plans.list.version', { count: version })}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Fetched query={query} lines={12}>
        {({ changes, touched }) => {
          const count = (kind: string) => changes.filter((change) => change.kind === kind).length
          const removed = count('removed')
          const added = count('added')
          return (
            <div className="changes-panes">
              <div className="text-pane">
                <div className="changes-text" lang="zh-CN">
                  {removed + added === 0 ? (
                    <Notice mark="0" title={t('plans.changes.none')} />
                  ) : (
                    <>
                      <p className="hint figure" lang={undefined}>
                        {t('plans.changes.counts', { removed: grouped(removed), added: grouped(added) })}
                      </p>
                      {changes.map(({ kind, text, leftOut }, index) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other name.
                        <Fragment key={index}>
                          {kind === 'removed' ? (
                            <del>
                              <span className="unseen">{t('plans.changes.removed')}</span>
                              {text}
                            </del>
                          ) : kind === 'added' ? (
                            <ins>
                              <span className="unseen">{t('plans.changes.added')}</span>
                              {text}
                            </ins>
                          ) : (
                            <Same text={text} leftOut={leftOut} />
                          )}
                        </Fragment>
                      ))}
                    </>
                  )}
                </div>
              </div>
              <div className="statements touched">
                <h3>{t('plans.changes.touched')}</h3>
                {touched.length === 0 ? (
                  <p className="quiet">{t('plans.changes.touchedNone')}</p>
                ) : (
                  <>
                    <p className="hint">{t('plans.changes.touchedText')}</p>
                    <ul className="cards">
                      {touched.map((statement) => (
                        <Touched key={statement.id} plan={plan.id} statement={statement} />
                      ))}
                    </ul>
                  </>
                )}
              </div>
            </div>
          )
        }}
      </Fetched>
    </section>
  )
}

/** Equal text, and how much of it was left out after what is shown. */
function Same({ text, leftOut }: { readonly text: string; readonly leftOut: number }) {
  const { t } = useWords()
  return (
    <>
      <span>{text}</span>
      {leftOut > 0 && (
        <span className="left-out">{t('plans.changes.leftOut', { figure: grouped(leftOut) })}</span>
      )}
    </>
  )
}

function Touched({ plan, statement }: { readonly plan: string; readonly statement: Statement }) {
  const { t } = useWords()
  const { target, task, fundLine, finding, version, range } = statement
  const title = target?.label ?? task?.text ?? fundLine?.title ?? finding?.stated ?? finding?.rule ?? ''
  return (
    <li className="card">
      <p className="card-text">{title}</p>
      <p className="card-facts">
        <span>{t(`plans.reader.tab.${tabOf[statement.kind]}`)}</span>
        {version !== null && range && (
          <Link
            className="in-text"
            to="/plans/$id"
            params={{ id: plan }}
            search={{ version: String(version), at: range.join('-'), tab: tabOf[statement.kind] }}
          >
            {t('plans.changes.see')}
          </Link>
        )}
        {version !== null && (
          <Link
            className="in-text"
            to="/plans/$id"
            params={{ id: plan }}
            search={{ tab: tabOf[statement.kind], at: statement.id }}
          >
            {t('plans.changes.decide')}
          </Link>
        )}
      </p>
    </li>
  )
}
