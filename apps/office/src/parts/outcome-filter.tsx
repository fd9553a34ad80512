import { useWords } from '../words/index.ts'
import { outcomes } from './outcome.tsx'

type Criterion = { readonly criterion: string; readonly label: { readonly zh: string; readonly en: string } }

/** Which criterion, and how it came out. A criterion alone says nothing: choosing one asks for those that lack it. */
export function OutcomeFilter(props: {
  readonly criteria: readonly Criterion[]
  readonly criterion: string | undefined
  readonly outcome: string | undefined
  readonly onChange: (change: { criterion?: string | undefined; outcome?: string | undefined }) => void
}) {
  const { t, say } = useWords()
  const { criterion, outcome, onChange } = props
  return (
    <>
      <label className="filter">
        <span>{t('households.criterion')}</span>
        <select
          className="input"
          value={criterion ?? ''}
          onChange={(event) => {
            const chosen = event.target.value || undefined
            onChange({ criterion: chosen, outcome: outcome ?? (chosen && 'unmet') })
          }}
        >
          <option value="">{t('households.anyCriterion')}</option>
          {props.criteria.map((each) => (
            <option key={each.criterion} value={each.criterion}>
              {say(each.label)}
            </option>
          ))}
        </select>
      </label>
      <label className="filter">
        <span>{t('households.outcome')}</span>
        <select
          className="input"
          value={outcome ?? ''}
          onChange={(event) => {
            const chosen = event.target.value || undefined
            onChange({ criterion: chosen && criterion, outcome: chosen })
          }}
        >
          <option value="">{t('households.any')}</option>
          {outcomes.map((each) => (
            <option key={each} value={each}>
              {t(`outcome.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}
