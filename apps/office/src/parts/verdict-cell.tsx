import type { VerdictMark } from '@lika/contract'
import { useWords } from '../words/index.ts'
import { Mark } from './outcome.tsx'

// More than these do not fit a line; the rest stands on the page of the row.
const SHOWN = 3

type Criterion = { readonly criterion: string; readonly label: { readonly zh: string; readonly en: string } }

/** What a row's verdict rests on: the criteria that are not met, by name. */
export function Reasons(props: {
  readonly verdict: VerdictMark | undefined
  readonly criteria: readonly Criterion[]
}) {
  const { t, say } = useWords()
  if (!props.verdict) return <span className="quiet">—</span>
  const entries = Object.entries(props.verdict.criteria)
  const label = (id: string) => {
    const found = props.criteria.find(({ criterion }) => criterion === id)
    return found ? say(found.label) : id
  }
  const open = [
    ...entries.filter(([, outcome]) => outcome === 'unmet'),
    ...entries.filter(([, outcome]) => outcome === 'undetermined'),
  ]
  const met = entries.length - open.length
  return (
    <span className="reasons">
      <span className="figure quiet">{t('verdict.metOf', { met, all: entries.length })}</span>
      {open.slice(0, SHOWN).map(([id, outcome]) => (
        <span key={id} className="reason" title={label(id)}>
          <Mark outcome={outcome} />
          <span>{shortLabel(label(id))}</span>
        </span>
      ))}
      {open.length > SHOWN && (
        <span
          className="figure quiet"
          title={open
            .slice(SHOWN)
            .map(([id]) => label(id))
            .join('\n')}
        >
          +{open.length - SHOWN}
        </span>
      )}
    </span>
  )
}

/** 六有：有安全饮水 is known by what follows the colon. */
function shortLabel(label: string): string {
  return label.split('：')[1] ?? label
}
