import { useWords } from '../words/index.ts'
import { useStandards } from './standards.ts'

/** Which gap the rows of a list stand behind. Shown where a pack in force has gaps of this subject. */
export function GapFilter(props: {
  readonly subject: 'household' | 'village'
  readonly indicator: string | undefined
  readonly onChange: (changed: { readonly indicator: string | undefined }) => void
}) {
  const { t, say } = useWords()
  const gaps = useStandards().indicators.filter(({ subject }) => subject === props.subject)
  if (gaps.length === 0 && !props.indicator) return null
  return (
    <label className="filter">
      <span>{t('households.indicator')}</span>
      <select
        className="input"
        value={props.indicator ?? ''}
        onChange={(event) => props.onChange({ indicator: event.target.value || undefined })}
      >
        <option value="">{t('households.any')}</option>
        {gaps.map((each) => (
          <option key={each.id} value={each.id}>
            {say(each.label)}
          </option>
        ))}
      </select>
    </label>
  )
}
