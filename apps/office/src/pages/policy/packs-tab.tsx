import type { Policy, PolicyPack } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.ts'

/** Which pack inherits which: a column for each level of government, a row for each topic. */
export function PacksTab({ packs }: { readonly packs: Policy['packs'] }) {
  const { t, say } = useWords()
  const regions = [...Map.groupBy(packs, ({ region }) => region.code).values()].map(
    ([first]) => first!.region,
  )
  // What is inherited stands above what stands alone.
  const topics = [...Map.groupBy(packs, ({ topic }) => topic)].toSorted(([, a], [, b]) => b.length - a.length)
  const nameOf = (region: PolicyPack['region']) => (region.code === 'all' ? t('region.all') : region.name)
  return (
    <section className="panel">
      <p className="quiet">{t('policy.packsText')}</p>
      <div className="table-scroll">
        <table className="table pack-chain">
          <caption className="unseen">{t('policy.tabs.packs')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('policy.topic')}</th>
              {regions.map((region) => (
                <th key={region.code} scope="col">
                  {nameOf(region)}{' '}
                  <span className="figure quiet">{region.code === 'all' ? '' : region.code}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {topics.map(([topic, versions]) => (
              <tr key={topic}>
                <th scope="row">
                  {say(versions[0]!.title)}
                  <code className="block quiet">{topic}</code>
                </th>
                {regions.map((region) => {
                  const pack = versions.find((each) => each.region.code === region.code)
                  const below = versions.some(
                    (each) => pack && each.extends === pack.pack && each.region.code !== region.code,
                  )
                  return (
                    <td key={region.code} className={below ? 'is-inherited' : undefined}>
                      {pack && <Pack pack={pack} />}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Pack({ pack }: { readonly pack: PolicyPack }) {
  const { t, say } = useWords()
  return (
    <div className="pack-card">
      <strong className="pack-title">{say(pack.title)}</strong>
      <span className="figure quiet">
        {pack.version} ·{' '}
        {pack.to === undefined
          ? t('policy.openEnd', { from: pack.from })
          : t('policy.period', { from: pack.from, to: pack.to })}
      </span>
      <code className="quiet" title={t('policy.digestHint', { digest: pack.digest })}>
        {pack.digest.slice(0, 19)}…
      </code>
      {pack.extends && <span className="quiet">{t('policy.inherits', { pack: pack.extends })}</span>}
      <span className="pack-links">
        <Link
          to="/policy"
          search={{ pack: pack.pack }}
          aria-label={`${say(pack.title)} ${t('policy.itemCount', { count: pack.items })}`}
        >
          {t('policy.itemCount', { count: pack.items })}
        </Link>
        {pack.unconfirmed > 0 && (
          <Link className="tag tag-warn" to="/policy" search={{ pack: pack.pack, unconfirmed: 'yes' }}>
            {t('policy.unconfirmedCount', { count: pack.unconfirmed })}
          </Link>
        )}
        {pack.tested && (
          <Link
            to="/policy"
            search={{ tab: 'tests', pack: pack.pack }}
            aria-label={`${say(pack.title)} ${t('policy.seeTests')}`}
          >
            {t('policy.seeTests')}
          </Link>
        )}
      </span>
    </div>
  )
}
