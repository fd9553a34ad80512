import { useFacts } from '../../../parts/facts.ts'
import { useWords } from '../../../words/index.ts'

/** How somebody is related to a head. */
export function RelationField(props: {
  readonly label: string
  readonly value: string
  readonly withHead?: boolean
  readonly onChange: (relation: string) => void
}) {
  const { t, say } = useWords()
  const facts = useFacts()
  const codes = facts.catalogue?.codeLists[facts.find('relation', 'person')?.codes ?? '']?.values ?? []
  return (
    <select
      className="input"
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      <option value="">{t('act.choose')}</option>
      {codes
        .filter(({ code }) => props.withHead || code !== 'head')
        .map(({ code, label }) => (
          <option key={code} value={code}>
            {say(label)}
          </option>
        ))}
    </select>
  )
}
