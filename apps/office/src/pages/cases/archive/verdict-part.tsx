import type { Case, Verdict } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { Mark } from '../../../parts/outcome.tsx'
import { useWords } from '../../../words/index.ts'
import { PartOf } from './heading.tsx'
import { decidedOn } from './parts.ts'
import { verdictsOnQuery } from './queries.ts'

/** The verdict as of the day of the decision and as known on it: each criterion with fact, threshold and clause. */
export function VerdictPart({ item }: { readonly item: Case }) {
  const { t } = useWords()
  const { session } = usePlace()
  const day = decidedOn(item)
  const sets = new Set([...item.verdicts.map(({ set }) => set), ...(item.runs.set ? [item.runs.set] : [])])
  const village = item.region.find(({ code }) => code.length === 12)?.code
  const asked =
    item.subject.kind === 'household' || (item.subject.kind === 'village' && village !== undefined)
  const query = useQuery({
    ...verdictsOnQuery(
      item.subject.kind === 'village'
        ? { village: village ?? '', day: day ?? session.today }
        : { household: item.subject.id, day: day ?? session.today, asKnown: day !== undefined },
    ),
    enabled: asked && sets.size > 0,
  })
  if (!asked || sets.size === 0) return <PartOf part="verdict" none={t('archive.none.verdict')} />
  return (
    <PartOf part="verdict">
      <p>{day ? t('archive.verdictOn', { day }) : t('archive.verdictToday', { day: session.today })}</p>
      <Fetched query={query} lines={8}>
        {(verdicts) => {
          const own = verdicts.filter(({ set }) => sets.has(set))
          if (own.length === 0) return <p>{t('archive.none.verdict')}</p>
          return (
            <>
              {own.map((verdict) => (
                <Criteria key={verdict.set} verdict={verdict} />
              ))}
            </>
          )
        }}
      </Fetched>
    </PartOf>
  )
}

type Criterion = Verdict['criteria'][number]

function Criteria({ verdict }: { readonly verdict: Verdict }) {
  const { t, say } = useWords()
  // A fact or a threshold that several parts of the rule ask for is printed once.
  const factsOf = ({ lines }: Criterion) => [
    ...new Set(
      lines.flatMap(({ facts }) =>
        facts.map(({ element, label, value }) =>
          [element && `${element} `, say(label), t('app.colon'), say(value)].join(''),
        ),
      ),
    ),
  ]
  const thresholdsOf = ({ lines }: Criterion) => [
    ...new Set(
      lines.flatMap(({ parameters }) =>
        parameters.map(({ label, value }) => [say(label), t('app.colon'), say(value)].join('')),
      ),
    ),
  ]
  return (
    <>
      <h3>
        {say(verdict.title)} <Mark outcome={verdict.outcome} word />
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('archive.criterion')}</th>
            <th scope="col">{t('archive.result')}</th>
            <th scope="col">{t('archive.facts')}</th>
            <th scope="col">{t('archive.threshold')}</th>
            <th scope="col">{t('archive.clause')}</th>
          </tr>
        </thead>
        <tbody>
          {verdict.criteria.map((criterion) => (
            <tr key={criterion.id}>
              <th scope="row">{say(criterion.label)}</th>
              <td className="file-outcome">
                <Mark outcome={criterion.outcome} word />
              </td>
              <td className="file-facts">
                <ul className="file-uses">
                  {factsOf(criterion).map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </td>
              <td>
                <ul className="file-uses">
                  {thresholdsOf(criterion).map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </td>
              <td>
                {criterion.source.title} {criterion.source.clause}
                {!criterion.confirmed && <span className="block">{t('verdict.unconfirmed')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="file-aside">
        {t('archive.receipt', {
          packs: verdict.receipt.chain.map(({ pack, version }) => `${pack} ${version}`).join(t('app.comma')),
          engine: verdict.receipt.engine,
        })}{' '}
        <code>{verdict.receipt.factsDigest}</code>
      </p>
    </>
  )
}
