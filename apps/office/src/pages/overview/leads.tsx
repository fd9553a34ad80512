import type { Quality } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { Contradictions } from './contradictions.tsx'
import { DuplicatesLink } from './duplicates-link.tsx'
import { qualityQuery } from './queries.ts'

/** What makes one doubt the data: rules of the packs that are broken, who may be registered twice, contradictions. */
export function Leads({ status }: { readonly status: string | undefined }) {
  const { region, date } = usePlace()
  const query = useQuery(qualityQuery({ region, date, status }))
  return (
    <>
      <Fetched query={query}>{(quality) => <Rules quality={quality} status={status} />}</Fetched>
      <Contradictions count={query.data?.contradictions} />
    </>
  )
}

function Rules({ quality, status }: { readonly quality: Quality; readonly status: string | undefined }) {
  const { t, say } = useWords()
  const rules = quality.sets.flatMap(({ set, criteria }) => criteria.map((each) => ({ ...each, set })))
  const broken = rules.filter(({ households }) => households > 0).sort((a, b) => b.households - a.households)
  return (
    <>
      <h3>{t('overview.leadsChecks')}</h3>
      {broken.length === 0 ? (
        <p className="quiet">{t('overview.leadsClean')}</p>
      ) : (
        <table className="table">
          <caption className="unseen">{t('overview.leadsChecks')}</caption>
          <tbody>
            {broken.map((rule) => (
              <tr key={`${rule.set}.${rule.criterion}`}>
                <th scope="row" title={[rule.source.title, rule.source.clause].filter(Boolean).join(' ')}>
                  {say(rule.label)}
                </th>
                <td className="number narrow">
                  <HouseholdsLink
                    filter={{ status, set: rule.set, criterion: rule.criterion, outcome: 'unmet' }}
                    label={`${say(rule.label)} ${t('outcome.unmet')} ${grouped(rule.households)} ${t('unit.household')}`}
                  >
                    {grouped(rule.households)}
                  </HouseholdsLink>
                </td>
                <td className="narrow quiet gap-unit">{t('unit.household')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rules.length > broken.length && (
        <p className="quiet small">{t('overview.leadsOthers', { number: rules.length - broken.length })}</p>
      )}
      <p className="lead-line">
        <strong>{t('overview.duplicates')}</strong>
        {quality.duplicates === 0 ? (
          <span className="quiet push">{t('overview.duplicatesNone')}</span>
        ) : (
          <DuplicatesLink number={quality.duplicates} />
        )}
      </p>
    </>
  )
}
