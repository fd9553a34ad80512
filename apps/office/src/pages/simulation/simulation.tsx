import type { SimulationChoices } from '@lika/contract'
import { routes, urlOf } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { SaveLink, SavingRefusal, useSaving } from '../../parts/save-link.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { figuresOf, readMoved } from './change.ts'
import { Controls } from './controls.tsx'
import { CostTable } from './costs.tsx'
import { Curve } from './curve.tsx'
import { SimulatedHouseholds } from './households.tsx'
import { OutcomeTable } from './outcomes.tsx'
import { type Asked, simulationChoicesQuery, simulationQuery } from './queries.ts'
import { RegionTable } from './regions.tsx'
import '../../parts/filters.css'
import './simulation.css'

/** Where nobody chose: the standard that most people ask for. */
const FIRST_SET = 'household-exit'
const FIRST_FIGURE = 'povertyLine'

/** Other figures tried out: who changes side, where, at what cost. */
export function SimulationPage() {
  const { t, say } = useWords()
  const { can, session } = usePlace()
  useTitle(t('title.simulation'))
  if (!can('policies.simulate')) {
    return (
      <>
        <div className="page-head">
          <h1>{t('title.simulation')}</h1>
        </div>
        <div className="panel">
          <Notice
            mark="—"
            title={t('state.noPermission')}
            text={t('state.noPermissionText', { role: say(session.account.roleLabel) })}
          />
        </div>
      </>
    )
  }
  return <Simulator />
}

function Simulator() {
  const { region, date } = usePlace()
  const query = useQuery(simulationChoicesQuery(region, date))
  return (
    <Fetched query={query} lines={14}>
      {(choices) => <Chosen choices={choices} />}
    </Fetched>
  )
}

function Chosen({ choices }: { readonly choices: SimulationChoices }) {
  const { t } = useWords()
  const search = useSearch({ from: '/frame/simulation' })
  const set = choices.sets.find((each) => each.set === (search.set ?? FIRST_SET)) ?? choices.sets[0]
  if (!set) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('simulation.none')} text={t('simulation.noneText')} />
      </div>
    )
  }
  // Whoever comes without a figure begins with the first: the poverty line.
  const named = readMoved(search.change)
  const first =
    set.parameters.find(({ key, criteria }) => key === FIRST_FIGURE && criteria.length > 0) ??
    set.parameters[0]!
  const moved = set.parameters.some(({ key }) => Object.hasOwn(named, key)) ? named : { [first.key]: '' }
  const asked: Asked = {
    region: choices.region,
    asOf: choices.asOf,
    set: set.set,
    parameters: figuresOf(moved, set.parameters),
    ...(search.status === undefined ? {} : { status: search.status.split(',') }),
  }
  return (
    <>
      <Head asked={asked} />
      <div className="simulation">
        <Controls choices={choices} set={set} moved={moved} />
        <Results asked={asked} set={set} />
      </div>
    </>
  )
}

function Head({ asked }: { readonly asked: Asked }) {
  const { t } = useWords()
  const saving = useSaving()
  const query = {
    region: asked.region,
    asOf: asked.asOf,
    set: asked.set,
    change: Object.entries(asked.parameters)
      .map(([key, value]) => `${key}:${value}`)
      .join(','),
    ...(asked.status === undefined ? {} : { status: asked.status.join(',') }),
  }
  return (
    <div className="page-head">
      <h1>{t('title.simulation')}</h1>
      <p className="quiet simulation-intro">{t('simulation.intro')}</p>
      <SavingRefusal saving={saving} />
      <SaveLink
        className="button push"
        saving={saving}
        href={urlOf(routes.exports.exportSimulation, { query })}
      >
        {t('simulation.export')}
      </SaveLink>
    </div>
  )
}

function Results(props: { readonly asked: Asked; readonly set: SimulationChoices['sets'][number] }) {
  const { t } = useWords()
  const { asked, set } = props
  const { side, within, cost } = useSearch({ from: '/frame/simulation' })
  const query = useQuery(simulationQuery(asked))
  const { data } = query
  if (query.error && !query.isFetching) {
    return (
      <div className="panel">
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      </div>
    )
  }
  if (!data) {
    return (
      <div className="panel">
        <Loading lines={12} />
      </div>
    )
  }
  const isMoved = data.parameters.some(({ before, after }) => Number(before) !== Number(after))
  const { met, unmet, undetermined } = data.before.subjects
  // The first figure that the set itself reads gives the curve.
  const along = set.parameters.find(
    ({ key, criteria }) => Object.hasOwn(asked.parameters, key) && criteria.length > 0,
  )
  return (
    <div className="simulation-results" aria-busy={query.isFetching}>
      <p className="simulation-state figure" role="status">
        {query.isFetching
          ? t('simulation.computing')
          : isMoved
            ? t('simulation.done', { households: grouped(met + unmet + undetermined) })
            : t('simulation.noChange')}
      </p>
      <OutcomeTable simulation={data} status={asked.status} />
      {along && <Curve asked={asked} along={along} />}
      <CostTable costs={data.costs} />
      {side === undefined ? null : (
        <SimulatedHouseholds asked={asked} side={side} within={within} cost={cost} regions={data.byRegion} />
      )}
      <RegionTable simulation={data} status={asked.status} />
    </div>
  )
}
