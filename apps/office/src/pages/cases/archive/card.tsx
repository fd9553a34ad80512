import type { Household } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { householdQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { afterExitQuery } from '../../../parts/after-exit/queries.ts'
import { byEnd, isNotDue, isOpen, isOver, useEndText } from '../../../parts/after-exit/terms.ts'
import { casesOfQuery } from '../../../parts/cases/queries.ts'
import { useFacts } from '../../../parts/facts.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { PaperScroll } from '../../../parts/paper.tsx'
import { useCodes } from '../../../parts/status.tsx'
import { useWords } from '../../../words/index.ts'
import { Lines } from './heading.tsx'

/** 户有卡: one household on a sheet of A5, for its wall. Numbers of persons stay masked. */
export function Card({ id }: { readonly id: string }) {
  const { date } = usePlace()
  const query = useQuery(householdQuery(id, date))
  return (
    <Fetched query={query} lines={10}>
      {(household) => <Sheet household={household} />}
    </Fetched>
  )
}

function Sheet({ household }: { readonly household: Household }) {
  const { t, say } = useWords()
  const facts = useFacts()
  const { date } = usePlace()
  const status = useCodes('householdStatus')
  const cases = useQuery(casesOfQuery(household.region.at(-1)!.code, household.id))
  const given = cases.data?.items.filter((item) => item.status !== null) ?? []
  const cause = household.facts.find(({ fact }) => fact === 'cause')
  return (
    <>
      <p className="no-print">
        <Link to="/households/$id" params={{ id: household.id }} search={{}} className="in-text">
          {t('archive.toHousehold')}
        </Link>
      </p>
      <PaperScroll label={t('archive.cardTitle')}>
        <article className="paper household-card">
          <h2>{t('archive.cardTitle')}</h2>
          <p className="card-number">{household.number}</p>
          <Lines
            lines={[
              [t('archive.column.head'), household.headName ?? t('households.nameUnknown')],
              [t('archive.place'), household.region.map(({ name }) => name).join(' ')],
              [t('archive.column.size'), String(household.size)],
              [t('archive.column.state'), status(household.status ?? 'unknown')],
              [
                t('archive.column.cause'),
                cause ? facts.show(facts.find('cause', 'household'), cause.value) : t('household.unknown'),
              ],
              ...given
                .map(
                  (item) =>
                    [
                      t('archive.byCase'),
                      t('archive.statusBy', {
                        status: status(item.status ?? 'unknown'),
                        procedure: say(item.procedure.label),
                        day: item.ended ?? item.opened,
                      }),
                    ] as const,
                )
                .slice(0, 3),
            ]}
          />
          {household.status === 'exited' && <GoesOn id={household.id} />}
          <h3>{t('archive.members')}</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('archive.column.serial')}</th>
                <th scope="col">{t('archive.name')}</th>
                <th scope="col">{t('archive.relation')}</th>
                <th scope="col">{facts.label('idNumber', 'person')}</th>
              </tr>
            </thead>
            <tbody>
              {household.members.map((member, at) => {
                const number = member.facts.find(({ fact }) => fact === 'idNumber')
                return (
                  <tr key={member.id}>
                    <td className="sheet-figure">{at + 1}</td>
                    <td>{member.name ?? t('households.nameUnknown')}</td>
                    <td>
                      {member.relation === null
                        ? '—'
                        : facts.show(facts.find('relation', 'person'), member.relation)}
                    </td>
                    <td>{number ? String(number.value) : '—'}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
          <p className="household-card-foot">{t('archive.cardFoot', { day: date })}</p>
        </article>
      </PaperScroll>
    </>
  )
}

/** 脱贫不脱政策: the card on the wall of an exited household says what it still has, and until when. */
function GoesOn({ id }: { readonly id: string }) {
  const { t, say } = useWords()
  const { date } = usePlace()
  const endText = useEndText()
  const { data } = useQuery(afterExitQuery(id, date))
  // What the facts say is not due is not promised on a wall; what nobody can tell yet is said to be open.
  const going = byEnd(data?.items ?? []).filter((item) => !isOver(item) && !isNotDue(item))
  if (going.length === 0) return null
  return (
    <>
      <h3>{t('afterExit.cardTitle')}</h3>
      <ul className="card-goes-on">
        {going.map((item) => (
          <li key={item.id}>
            {t(isOpen(item) ? 'afterExit.cardLineOpen' : 'afterExit.cardLine', {
              label: say(item.label),
              end: endText(item),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}
