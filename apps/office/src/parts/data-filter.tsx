import { useWords } from '../words/index.ts'
import { useFacts } from './facts.ts'

type Filter = {
  readonly gap?: string | undefined
  readonly gapKind?: string | undefined
  readonly exitedIn?: string | undefined
}

/** What a list was narrowed to by a number of the cockpit: a fact that is lacking, a year of exit. Each can be taken back. */
export function DataFilter(props: {
  readonly subject: 'household' | 'village'
  readonly filter: Filter
  readonly onChange: (changed: Filter) => void
}) {
  const { t } = useWords()
  const facts = useFacts()
  const { gap, gapKind, exitedIn } = props.filter
  if (!gap && !exitedIn) return null
  const [owner, member] = gap?.split('.') ?? []
  const name = member ? facts.label(member, 'person') : facts.label(owner ?? '', props.subject)
  return (
    <>
      {gap && (
        <Chip
          label={t(
            `dataFilter.${gapKind === 'stale' || gapKind === 'notFresh' || gapKind === 'needed' ? gapKind : 'missing'}`,
            {
              fact: name,
            },
          )}
          onRemove={() => props.onChange({ gap: undefined, gapKind: undefined })}
        />
      )}
      {exitedIn && (
        <Chip
          label={t('dataFilter.exitedIn', { year: exitedIn })}
          onRemove={() => props.onChange({ exitedIn: undefined })}
        />
      )}
    </>
  )
}

function Chip(props: { readonly label: string; readonly onRemove: () => void }) {
  const { t } = useWords()
  return (
    <button
      type="button"
      className="button chip"
      aria-label={t('dataFilter.remove', { label: props.label })}
      onClick={props.onRemove}
    >
      {props.label} <span aria-hidden>✕</span>
    </button>
  )
}
