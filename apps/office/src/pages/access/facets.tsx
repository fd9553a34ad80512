import type { AccountChoice, AccountFacets as Facets } from '@lika/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useTypedText } from '../../parts/typed-text.ts'
import { useWords } from '../../words/index.ts'

const choices: readonly AccountChoice[] = [
  'active',
  'disabled',
  'neverUsed',
  'unused',
  'ending',
  'withoutGrant',
  'exception',
]

/** Every filter with the number of accounts under it. On a narrow screen they fold away. */
export function AccountFacets({ facets }: { readonly facets: Facets | undefined }) {
  const { t, say } = useWords()
  const address = useSearch({ from: '/frame/access' })
  const [isWide] = useState(() => matchMedia('(min-width: 1001px)').matches)
  const isFiltered = address.search || address.role || address.unit || address.choice || address.import
  return (
    <details className="facets panel" open={isWide}>
      <summary>{t('access.facets')}</summary>
      <search aria-label={t('list.filters')}>
        <SearchField />
        {address.import && <p className="tag">{t('batch.filter')}</p>}
        {isFiltered && (
          <p className="facet-others">
            <Link className="button button-small" to="/access" search={{}}>
              {t('list.clear')}
            </Link>
          </p>
        )}
        {!facets && <Loading lines={10} />}
        {facets && (
          <>
            <section className="facet">
              <h2>{t('access.choice.title')}</h2>
              <ul>
                {choices.map((each) => (
                  <Choice
                    key={each}
                    isChosen={address.choice === each}
                    count={facets.choices[each] ?? 0}
                    change={{ choice: address.choice === each ? undefined : each }}
                  >
                    {t(`access.choice.${each}`)}
                  </Choice>
                ))}
              </ul>
            </section>
            <section className="facet">
              <h2>{t('access.role')}</h2>
              <ul>
                {facets.roles.map(({ role, label, accounts }) => (
                  <Choice
                    key={role}
                    isChosen={address.role === role}
                    count={accounts}
                    change={{ role: address.role === role ? undefined : role }}
                  >
                    {say(label)}
                  </Choice>
                ))}
              </ul>
            </section>
          </>
        )}
      </search>
    </details>
  )
}

function Choice(props: {
  readonly isChosen: boolean
  readonly count: number
  readonly change: { readonly [key: string]: string | undefined }
  readonly children: ReactNode
}) {
  return (
    <li>
      <Link
        to="/access"
        search={(before) => ({ ...before, ...props.change })}
        className={props.isChosen ? 'facet-choice is-chosen' : 'facet-choice'}
        // A choice that is made says so, and pressing it again takes it back.
        aria-current={props.isChosen ? 'true' : undefined}
        activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
        activeProps={{}}
      >
        <span className="facet-name">{props.children}</span>
        <span className="figure">{grouped(props.count)}</span>
      </Link>
    </li>
  )
}

/** Searches a moment after the last letter, and not while a Chinese word is still being composed. */
function SearchField() {
  const { t } = useWords()
  const { search = '' } = useSearch({ from: '/frame/access' })
  const navigate = useNavigate({ from: '/access' })
  const typed = useTypedText(search, (text) => {
    void navigate({ search: (before) => ({ ...before, search: text }), replace: true })
  })
  return (
    <label className="facet-search">
      <span>{t('access.searchLabel')}</span>
      <input
        className="input wide"
        type="text"
        maxLength={60}
        placeholder={t('access.search')}
        {...typed.fields}
      />
    </label>
  )
}
