import type { Household, PersonRights } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { AfterExitPanel } from '../../../parts/after-exit/after-exit.tsx'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import { Asked } from './asked.tsx'
import { PersonFile } from './person-file.tsx'
import { rightsQuery } from './queries.ts'
import { Told } from './told.tsx'
import '../../../parts/record/record.css'
import './rights.css'

/** What goes on for the household after its exit; what each person of the household was told, asked for, and may take along: 告知、申请、副本. */
export default function RightsTab({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const { who } = useSearch({ from: '/frame/households/$id' })
  const { members } = household
  const chosen = members.find(({ id }) => id === who) ?? members[0]
  const exited = household.status === 'exited' && <AfterExitPanel id={household.id} asOf={household.asOf} />
  if (!chosen)
    return (
      <div className="rights">
        {exited}
        <Notice mark="0" title={t('rights.noMembers')} />
      </div>
    )
  return (
    <div className="rights">
      {exited}
      <nav className="rights-who" aria-label={t('rights.of')}>
        {members.map(({ id, name }) => (
          <Link
            key={id}
            to="."
            search={(before) => ({ ...before, who: id, act: undefined })}
            replace
            className={id === chosen.id ? 'rights-name is-chosen' : 'rights-name'}
            activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
            aria-current={id === chosen.id ? 'true' : undefined}
          >
            {name ?? t('households.nameUnknown')}
          </Link>
        ))}
      </nav>
      <Person key={chosen.id} id={chosen.id} />
    </div>
  )
}

function Person({ id }: { readonly id: string }) {
  const query = useQuery(rightsQuery(id))
  const { can } = usePlace()
  return (
    <Fetched query={query} lines={6}>
      {(rights) => (
        <div className="rights-parts">
          <Told rights={rights} />
          {can('registry.unmask') && <PersonFile id={id} />}
          <Asked rights={rights} />
          {rights.erasure && <ErasureState erasure={rights.erasure} />}
        </div>
      )}
    </Fetched>
  )
}

function ErasureState({ erasure }: { readonly erasure: NonNullable<PersonRights['erasure']> }) {
  const { t } = useWords()
  return (
    <section className="panel">
      <p>
        {t('rights.erasureOf', { state: t(`rights.states.${erasure.state}`), due: erasure.dueOn })}
        {erasure.heldBecause !== null && <span className="quiet"> {erasure.heldBecause}</span>}
      </p>
    </section>
  )
}
