import type { PolicyVersions } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { regionQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { useWords } from '../../../words/index.ts'
import { policyVersionsQuery } from '../queries.ts'

/** Where and when one side is: regions with packs of their own, and the days on which versions change. */
export function SideField(props: {
  readonly name: string
  readonly region: string
  readonly day: string
  readonly onChange: (region: string, day: string) => void
}) {
  const { t } = useWords()
  const { date } = usePlace()
  const id = useId()
  const { data: versions } = useQuery(policyVersionsQuery(props.region))
  const days = versions?.days.toReversed() ?? []
  const others = [...new Set([props.day, date])].filter((day) => !days.some((each) => each.day === day))
  return (
    <fieldset className="side-field" aria-labelledby={id}>
      <legend id={id}>{props.name}</legend>
      <RegionSelect
        label={t('compare.region')}
        regions={versions?.regions ?? []}
        value={props.region}
        onChange={(region) => props.onChange(region, props.day)}
      />
      <label>
        <span className="unseen">{t('compare.day')}</span>
        <select
          className="input figure"
          value={props.day}
          onChange={(event) => props.onChange(props.region, event.target.value)}
        >
          {others.map((day) => (
            <option key={day} value={day}>
              {day === date ? `${day}（${t('compare.today')}）` : day}
            </option>
          ))}
          {days.map((each) => (
            <DayOption key={each.day} day={each} />
          ))}
        </select>
      </label>
    </fieldset>
  )
}

function RegionSelect(props: {
  readonly label: string
  readonly regions: PolicyVersions['regions']
  readonly value: string
  readonly onChange: (region: string) => void
}) {
  const { t } = useWords()
  const { region } = usePlace()
  const { regions, value } = props
  const own = [...new Set([region, value])].filter((code) => !regions.some((each) => each.code === code))
  return (
    <select
      className="input"
      aria-label={props.label}
      value={value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      {own.map((code) => (
        <NamedRegion key={code} code={code} />
      ))}
      {regions.map(({ code, name }) => (
        <option key={code} value={code}>
          {code === 'all' ? t('region.all') : name}
        </option>
      ))}
    </select>
  )
}

/** A region without packs of its own lives by those of the regions above it. */
function NamedRegion({ code }: { readonly code: string }) {
  const { date } = usePlace()
  const { data } = useQuery(regionQuery(code, date))
  return <option value={code}>{data?.name ?? code}</option>
}

function DayOption({ day }: { readonly day: PolicyVersions['days'][number] }) {
  const { t, say } = useWords()
  const [first] = day.packs
  const text = first
    ? t(day.packs.length > 1 ? 'compare.beginsMore' : 'compare.begins', {
        day: day.day,
        packs: say(first.title),
        count: day.packs.length,
      })
    : t('compare.turn', { day: day.day })
  return <option value={day.day}>{text}</option>
}
