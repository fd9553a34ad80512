import type { SealState } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { instantText } from '../../parts/instant.ts'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'
import { sealsQuery } from './queries.ts'

/** How far the journals are sealed, and the checkpoint to be printed and kept. */
export function Seals() {
  const { t } = useWords()
  const query = useQuery(sealsQuery())
  const state = query.data
  if (query.error && !state) {
    return (
      <div className="panel">
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      </div>
    )
  }
  if (!state) {
    return (
      <div className="panel">
        <Loading lines={6} />
      </div>
    )
  }
  return (
    <>
      <p className="quiet prose no-print">{t('audit.sealText')}</p>
      {state.checkpoint ? (
        <Checkpoint checkpoint={state.checkpoint} checkedAt={state.checkedAt} />
      ) : (
        <div className="panel">
          <Notice mark="0" title={t('audit.sealNone')} text={t('audit.sealNoneText')} />
        </div>
      )}
      <Places places={state.places} last={state.checkpoint?.number ?? 0} />
    </>
  )
}

function Checkpoint(props: {
  readonly checkpoint: NonNullable<SealState['checkpoint']>
  readonly checkedAt: string | null
}) {
  const { t } = useWords()
  const { checkpoint, checkedAt } = props
  const journalName = (name: string) =>
    name in zh.audit.journals ? t(`audit.journals.${name as 'record'}`) : name
  return (
    <section className="panel audit-checkpoint">
      <div className="panel-head">
        <h2>{t('audit.checkpoint')}</h2>
        <button type="button" className="button no-print" onClick={() => window.print()}>
          {t('audit.print')}
        </button>
      </div>
      <dl>
        <dt>{t('audit.number')}</dt>
        <dd className="figure">{grouped(checkpoint.number)}</dd>
        <dt>{t('audit.fingerprint')}</dt>
        <dd>
          <code className="audit-fingerprint">{checkpoint.fingerprint}</code>
          <span className="quiet audit-line">{t('audit.fingerprintText')}</span>
        </dd>
        <dt>{t('audit.madeAt')}</dt>
        <dd className="figure">{instantText(checkpoint.madeAt)}</dd>
        <dt>{t('audit.checkedAt')}</dt>
        <dd className="figure">{checkedAt ? instantText(checkedAt) : t('audit.never')}</dd>
        <dt>{t('audit.rows')}</dt>
        <dd>
          {Object.entries(checkpoint.rows).map(([journal, rows]) => (
            <span key={journal} className="audit-line">
              {journalName(journal)} <span className="figure">{grouped(rows)}</span>
            </span>
          ))}
        </dd>
        <dt>{t('audit.batches')}</dt>
        <dd className="figure">{grouped(checkpoint.batches)}</dd>
        <dt>{t('audit.key')}</dt>
        <dd className="figure">{checkpoint.keyId}</dd>
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="audit-text" tabIndex={0}>
        {checkpoint.text}
      </pre>
    </section>
  )
}

function Places({ places, last }: { readonly places: SealState['places']; readonly last: number }) {
  const { t } = useWords()
  return (
    <section className="panel no-print">
      <h2>{t('audit.places')}</h2>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('audit.place')}</th>
              <th scope="col">{t('audit.reached')}</th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ place, reached }) => (
              <tr key={place}>
                <td className="audit-place">{place}</td>
                <td className="figure">
                  {reached === null || reached < last ? (
                    <span className="tag tag-warn">
                      {reached === null ? t('audit.unreadable') : grouped(reached)}
                    </span>
                  ) : (
                    grouped(reached)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
