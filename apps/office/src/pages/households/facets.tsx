import type { Facet, HouseholdFacets } from '@lika/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { grouped } from '../../parts/numbers.ts'
import { Mark, type outcomes } from '../../parts/outcome.tsx'
import { StatusTag, useCodeOrder, useCodes } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'
import type { List } from './address.ts'

type Part = Pick<UseQueryResult<HouseholdFacets>, 'data' | 'isPlaceholderData'>
type Outcome = (typeof outcomes)[number]
const SHOWN = 8

/** Further choices with how many households each would leave; what is chosen is counted under the other filters. */
export function FacetPanel(props: {
  readonly list: List
  readonly quick: Part
  readonly rest: Part
  readonly gaps: Part
  /** Given where the gaps are judged for another day: that takes long, and only who wants them waits. */
  readonly askGaps: (() => void) | undefined
}) {
  const { t } = useWords()
  const { list, quick, rest } = props
  const find = (part: Part, name: string) => part.data?.facets.find(({ facet }) => facet === name)
  const criteria = rest.data?.facets.filter(({ facet }) => facet.startsWith('criterion.')) ?? []
  const region = find(quick, 'region')
  const indicator = find(props.gaps, 'indicator')
  return (
    <>
      <div className={quick.isPlaceholderData ? 'hh-older' : undefined}>
        <StatusFacet list={list} facet={find(quick, 'status')} />
        {region && region.values.length > 0 && (
          <Choices list={list} facet={region} title={t('households.within')} />
        )}
      </div>
      <div className={rest.isPlaceholderData ? 'hh-older' : undefined}>
        <CauseFacet list={list} facet={find(rest, 'cause')} />
        <OutcomeFacet list={list} facet={find(rest, 'outcome')} title={t('households.anyCriterion')} />
        {criteria.length > 0 && (
          <section className="hh-facet">
            <h2>{t('households.criterion')}</h2>
            <CriteriaFacets list={list} facets={criteria} />
          </section>
        )}
      </div>
      <div className={props.gaps.isPlaceholderData ? 'hh-older' : undefined}>
        {indicator && indicator.values.length > 0 && (
          <Choices list={list} facet={indicator} title={t('households.indicator')} />
        )}
        {props.askGaps && (
          <section className="hh-facet">
            <h2>{t('households.indicator')}</h2>
            <button type="button" className="button button-small" onClick={props.askGaps}>
              {t('households.askGaps')}
            </button>
          </section>
        )}
      </div>
    </>
  )
}

function StatusFacet({ list, facet }: { readonly list: List; readonly facet: Facet | undefined }) {
  const { t } = useWords()
  const order = useCodeOrder('householdStatus')
  if (!facet) return <Waiting title={t('households.status')} />
  const sorted = facet.values.toSorted((a, b) => rank(order, a.value) - rank(order, b.value))
  return (
    <fieldset className="hh-facet">
      <legend>{t('households.status')}</legend>
      {sorted.map(({ value, count }) => (
        <Choice key={value} list={list} facet="status" value={value} count={count}>
          <StatusTag status={value} />
        </Choice>
      ))}
    </fieldset>
  )
}

function rank(order: readonly string[], code: string): number {
  const place = order.indexOf(code)
  return place < 0 ? order.length : place
}

function CauseFacet({ list, facet }: { readonly list: List; readonly facet: Facet | undefined }) {
  const { t } = useWords()
  const label = useCodes('cause')
  if (!facet) return <Waiting title={t('households.cause')} />
  const values = facet.values.map((each) => ({
    ...each,
    label: { zh: label(each.value), en: label(each.value) },
  }))
  return <Choices list={list} facet={{ ...facet, values }} title={t('households.cause')} />
}

/** The more frequent first, the others on request; chosen ones always. */
function Choices(props: { readonly list: List; readonly facet: Facet; readonly title: string }) {
  const { t, say } = useWords()
  const [isOpen, setOpen] = useState(false)
  const { list, facet } = props
  const chosen = list.chosen(facet.facet)
  const shown = facet.values.filter(({ value }, index) => isOpen || index < SHOWN || chosen.includes(value))
  const hidden = facet.values.length - shown.length
  return (
    <fieldset className="hh-facet">
      <legend>{props.title}</legend>
      {shown.map(({ value, label, count }) => (
        <Choice key={value} list={list} facet={facet.facet} value={value} count={count}>
          <span className="hh-choice-name">{label ? say(label) : value}</span>
        </Choice>
      ))}
      {(hidden > 0 || isOpen) && facet.values.length > SHOWN && (
        <button
          type="button"
          className="button button-quiet button-small"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t('households.fewer') : t('households.more', { n: hidden })}
        </button>
      )}
    </fieldset>
  )
}

function OutcomeFacet(props: {
  readonly list: List
  readonly facet: Facet | undefined
  readonly title: string
}) {
  const { facet } = props
  if (!facet) return <Waiting title={props.title} />
  return (
    <fieldset className="hh-facet">
      <legend>{props.title}</legend>
      {facet.values.map(({ value, count }) => (
        <Choice key={value} list={props.list} facet={facet.facet} value={value} count={count}>
          <Mark outcome={value as Outcome} word />
        </Choice>
      ))}
    </fieldset>
  )
}

/** A line a criterion with its three outcomes side by side. */
function CriteriaFacets({ list, facets }: { readonly list: List; readonly facets: readonly Facet[] }) {
  const { t, say } = useWords()
  return facets.map((facet) => {
    const chosen = list.chosen(facet.facet)
    const name = facet.label ? say(facet.label) : facet.facet
    return (
      <fieldset key={facet.facet} className="hh-criterion">
        <legend title={name}>{name}</legend>
        {facet.values.map(({ value, count }) => (
          <label key={value} className={chosen.includes(value) ? 'is-chosen' : undefined}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              disabled={count === 0 && !chosen.includes(value)}
              aria-label={`${t(`outcome.${value as Outcome}`)} ${grouped(count)}`}
              onChange={() => list.toggle(facet.facet, value)}
            />
            <Mark outcome={value as Outcome} />
            <span className="figure" aria-hidden>
              {grouped(count)}
            </span>
          </label>
        ))}
      </fieldset>
    )
  })
}

function Choice(props: {
  readonly list: List
  readonly facet: string
  readonly value: string
  readonly count: number
  readonly children: ReactNode
}) {
  const { list, facet, value, count } = props
  const isChosen = list.chosen(facet).includes(value)
  return (
    <label className={isChosen ? 'hh-choice is-chosen' : 'hh-choice'}>
      <input type="checkbox" checked={isChosen} onChange={() => list.toggle(facet, value)} />
      {props.children}
      <span className="figure">{grouped(count)}</span>
    </label>
  )
}

function Waiting({ title }: { readonly title: string }) {
  return (
    <div className="hh-facet" aria-hidden>
      <h2>{title}</h2>
      <div className="loading">
        <div className="loading-line" />
        <div className="loading-line" />
        <div className="loading-line" />
      </div>
    </div>
  )
}
