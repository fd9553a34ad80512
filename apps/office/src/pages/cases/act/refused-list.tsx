import type { CaseItem, Text } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../../words/index.ts'
import { useSubjectName } from '../who.tsx'

const SHOWN = 20

/** Which cases cannot go along and why, and one press that takes them out of the list. */
export function RefusedList(props: {
  readonly items: readonly CaseItem[]
  readonly refused: ReadonlyMap<string, Text>
  readonly takeOut: ((ids: readonly string[]) => void) | undefined
}) {
  const { t, say } = useWords()
  const nameOf = useSubjectName()
  const { refused, takeOut } = props
  const named = props.items.filter(({ id }) => refused.has(id))
  const left = props.items.length - named.length
  return (
    <div className="act-refused" role="alert">
      <p>
        <strong>{t('cases.refused', { count: named.length, all: props.items.length })}</strong>
        {takeOut && left > 0 && (
          <button
            type="button"
            className="button button-small"
            onClick={() => takeOut(named.map(({ id }) => id))}
          >
            {t('cases.takeOut', { left })}
          </button>
        )}
      </p>
      <ul>
        {named.slice(0, SHOWN).map((item) => (
          <li key={item.id}>
            <Link to="/cases/$id" params={{ id: item.id }} search={{}} className="in-text">
              {nameOf(item.subject)}
            </Link>
            {t('app.colon')}
            {say(refused.get(item.id)!)}
          </li>
        ))}
      </ul>
      {named.length > SHOWN && (
        <p className="quiet">{t('cases.refusedMore', { count: named.length - SHOWN })}</p>
      )}
    </div>
  )
}
