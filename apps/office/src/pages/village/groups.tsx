import type { Village } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { subRegionsQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark, outcomes } from '../../parts/outcome.tsx'
import { OutcomeBar } from '../../parts/outcome-bar.tsx'
import { Notice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'

/** The groups of the village with their households, and the way to all of them. */
export function Groups({ village }: { readonly village: Village }) {
  const { t } = useWords()
  const { date } = usePlace()
  const query = useQuery(subRegionsQuery({ region: village.code, date }))
  return (
    <section className="panel table-scroll">
      <Fetched query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Notice mark="0" title={t('village.groupsEmpty')} />
          ) : (
            <table className="table group-table">
              <caption className="unseen">{t('village.groupCaption')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('village.groupName')}</th>
                  <th scope="col" className="number">
                    {t('village.groupHouseholds')}
                  </th>
                  <th scope="col" className="number">
                    {t('village.groupPersons')}
                  </th>
                  <td className="share-bar" />
                  {outcomes.map((outcome) => (
                    <th key={outcome} scope="col" className="number">
                      <Mark outcome={outcome} word />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((group) => {
                  // Households of the village itself, registered before it had groups.
                  const isVillage = group.region.code === village.code
                  const name = isVillage ? t('village.groupOfVillage') : group.region.name
                  return (
                    <tr key={group.region.code}>
                      <th scope="row">{name}</th>
                      <td className="number">
                        <HouseholdsLink
                          filter={{ region: group.region.code }}
                          label={`${name} ${group.households}`}
                        >
                          {grouped(group.households)}
                        </HouseholdsLink>
                      </td>
                      <td className="number">{grouped(group.persons)}</td>
                      <td>
                        <OutcomeBar counts={group.outcomes} />
                      </td>
                      {outcomes.map((outcome) => (
                        <td key={outcome} className="number">
                          {group.outcomes[outcome] === 0 ? (
                            <span className="quiet">0</span>
                          ) : (
                            <HouseholdsLink
                              filter={{ region: group.region.code, outcome }}
                              label={`${name} ${t(`outcome.${outcome}`)} ${group.outcomes[outcome]}`}
                            >
                              {grouped(group.outcomes[outcome])}
                            </HouseholdsLink>
                          )}
                        </td>
                      ))}
                    </tr>
                  )
                })}
              </tbody>
            </table>
          )
        }
      </Fetched>
      <p className="group-all">
        <HouseholdsLink filter={{ region: village.code }} className="button">
          {t('village.groupAll')}
        </HouseholdsLink>
      </p>
    </section>
  )
}
