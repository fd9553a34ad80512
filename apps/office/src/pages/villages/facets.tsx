import type { Outcome, VillageFacets } from '@lika/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFacts } from '../../parts/facts.ts'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark, outcomes } from '../../parts/outcome.tsx'
import { StatusTag, useCodeOrder } from '../../parts/status.tsx'
import { useTypedText } from '../../parts/typed-text.ts'
import { useIsWide } from '../../parts/use-is-wide.ts'
import { useWords } from '../../words/index.ts'

type Changed = { readonly [key: string]: string | undefined }

/** Every filter with the number of villages under it; the filters add up. On a narrow screen they fold away. */
export function Facets({ facets }: { readonly facets: VillageFacets | undefined }) {
  const { t } = useWords()
  const isWide = useIsWide()
  return (
    <details className="facets panel" open={isWide}>
      <summary>{t('villages.facets')}</summary>
      <search aria-label={t('list.filters')}>
        <SearchField />
        <Chosen />
        {facets ? <Choices facets={facets} /> : <Loading lines={10} />}
      </search>
    </details>
  )
}

function Choices({ facets }: { readonly facets: VillageFacets }) {
  const { t, say } = useWords()
  const address = useSearch({ from: '/frame/villages' })
  const order = useCodeOrder('villageStatus')
  const statuses = [...order, 'unknown'].filter(
    (code) => (facets.status[code] ?? 0) > 0 || isIn(address.status, code),
  )
  return (
    <>
      <Section title={t('villages.status')}>
        {statuses.map((code) => (
          <Choice
            key={code}
            isChosen={isIn(address.status, code)}
            count={facets.status[code] ?? 0}
            change={{ status: toggled(address.status, code) }}
          >
            <StatusTag of="village" status={code} />
          </Choice>
        ))}
      </Section>
      <Section title={t('villages.poor')}>
        {(['yes', 'no'] as const).map((each) => {
          const value = each === 'yes' ? 'true' : 'false'
          return (
            <Choice
              key={each}
              isChosen={address.poor === value}
              count={facets.poor[each]}
              change={{ poor: address.poor === value ? undefined : value }}
            >
              {t(each === 'yes' ? 'villages.poorYes' : 'villages.poorNo')}
            </Choice>
          )
        })}
      </Section>
      {facets.outcome && (
        <Section title={t('villages.overall')}>
          <Outcomes counts={facets.outcome} criterion={undefined} name={t('villages.overall')} />
        </Section>
      )}
      {facets.criteria.length > 0 && (
        <Section title={t('villages.criteria')}>
          {facets.criteria.map((each) => (
            <li key={each.criterion} className="facet-criterion">
              <span title={each.source.clause}>{say(each.label)}</span>
              <ul>
                <Outcomes counts={each.villages} criterion={each.criterion} name={say(each.label)} brief />
              </ul>
            </li>
          ))}
        </Section>
      )}
      {facets.indicators.length > 0 && (
        <Section title={t('villages.gaps')}>
          {facets.indicators.map((each) => (
            <Choice
              key={each.indicator}
              isChosen={address.indicator === each.indicator}
              count={each.villages}
              change={{ indicator: address.indicator === each.indicator ? undefined : each.indicator }}
              hint={each.unknown > 0 ? t('villages.unknownOf', { count: each.unknown }) : undefined}
            >
              {say(each.label)}
            </Choice>
          ))}
        </Section>
      )}
      {facets.places.length > 1 && (
        <Section title={t('villages.places')}>
          {facets.places.map((place) => (
            <Choice key={place.code} isChosen={false} count={place.villages} change={{ region: place.code }}>
              {place.name}
            </Choice>
          ))}
        </Section>
      )}
    </>
  )
}

function Outcomes(props: {
  readonly counts: Readonly<Record<Outcome, number>>
  readonly criterion: string | undefined
  readonly name: string
  readonly brief?: boolean
}) {
  const { t } = useWords()
  const address = useSearch({ from: '/frame/villages' })
  return outcomes.map((outcome) => {
    const isChosen = address.outcome === outcome && address.criterion === props.criterion
    const change = isChosen
      ? { criterion: undefined, outcome: undefined }
      : { criterion: props.criterion, outcome }
    return (
      <Choice
        key={outcome}
        isChosen={isChosen}
        count={props.counts[outcome]}
        change={change}
        {...(props.brief
          ? { label: `${props.name} ${t(`outcome.${outcome}`)} ${props.counts[outcome]}` }
          : {})}
      >
        <Mark outcome={outcome} word={!props.brief} />
      </Choice>
    )
  })
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="facet">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}

function Choice(props: {
  readonly isChosen: boolean
  readonly count: number
  readonly change: Changed
  readonly hint?: string | undefined
  readonly label?: string
  readonly children: ReactNode
}) {
  return (
    <li>
      <Link
        to="/villages"
        search={(before) => ({ ...before, ...props.change })}
        className={props.isChosen ? 'facet-choice is-chosen' : 'facet-choice'}
        // A choice that is made says so, and pressing it again takes it back.
        aria-current={props.isChosen ? 'true' : undefined}
        activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
        activeProps={{}}
        aria-label={props.label}
        title={props.hint}
      >
        <span className="facet-name">{props.children}</span>
        <span className="figure">{grouped(props.count)}</span>
      </Link>
    </li>
  )
}

/** Filters that came from another page and have no place of their own, and the way out of all. */
function Chosen() {
  const { t } = useWords()
  const address = useSearch({ from: '/frame/villages' })
  const facts = useFacts()
  const others = [
    address.gap && {
      change: { gap: undefined, gapKind: undefined },
      text: t('villages.lacking', { fact: facts.label(address.gap, 'village') }),
    },
    address.exitedIn && {
      change: { exitedIn: undefined },
      text: t('villages.exitedIn', { year: address.exitedIn }),
    },
  ].filter((each) => typeof each === 'object')
  const isFiltered = [
    'status',
    'poor',
    'criterion',
    'outcome',
    'indicator',
    'search',
    'gap',
    'exitedIn',
  ].some((key) => address[key as keyof typeof address] !== undefined)
  if (!isFiltered) return null
  return (
    <p className="facet-others">
      {others.map(({ change, text }) => (
        <Link
          key={text}
          className="tag"
          to="/villages"
          search={(before) => ({ ...before, ...change })}
          title={t('villages.remove')}
        >
          {text} ✕
        </Link>
      ))}
      <Link
        className="button button-small"
        to="/villages"
        search={(before) => ({ show: before.show, sort: before.sort })}
      >
        {t('list.clear')}
      </Link>
    </p>
  )
}

/** Searches a moment after the last letter, and not while a Chinese word is still being composed. */
function SearchField() {
  const { t } = useWords()
  const { search = '' } = useSearch({ from: '/frame/villages' })
  const navigate = useNavigate({ from: '/villages' })
  const typed = useTypedText(search, (text) => {
    void navigate({ search: (before) => ({ ...before, search: text }), replace: true })
  })
  return (
    <label className="facet-search">
      <span>{t('villages.searchLabel')}</span>
      <input
        className="input wide"
        type="text"
        maxLength={40}
        placeholder={t('villages.search')}
        {...typed.fields}
      />
    </label>
  )
}

function isIn(list: string | undefined, code: string): boolean {
  return list?.split(',').includes(code) ?? false
}

function toggled(list: string | undefined, code: string): string | undefined {
  const codes = list?.split(',').filter((each) => each !== '') ?? []
  const next = codes.includes(code) ? codes.filter((each) => each !== code) : [...codes, code]
  return next.join(',') || undefined
}
