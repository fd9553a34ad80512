import { useWords } from '../../../words/index.ts'
import type { Group, Option } from './options.ts'

/** The options in their groups. The pointer chooses as the arrow keys do; the focus stays in the field. */
export function SearchResults(props: {
  readonly id: string
  readonly groups: readonly Group[]
  readonly active: string | undefined
  readonly onChoose: (option: Option) => void
  readonly onPoint: (id: string) => void
}) {
  const { t } = useWords()
  return (
    <div id={props.id} role="listbox" aria-label={t('find.results')} className="search-results">
      {props.groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: groups of a listbox are told so; a fieldset cannot hold options.
        <div key={group.name} role="group" aria-labelledby={`${props.id}-${group.name}`}>
          <p id={`${props.id}-${group.name}`} className="search-group">
            {t(`find.groups.${group.name}`)}
            {group.more && <span className="quiet">{t('find.more')}</span>}
          </p>
          {group.options.map((option) => (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the field has the focus and the keys, as the pattern of a combobox wants it.
            <div
              key={option.id}
              id={`${props.id}-${option.id}`}
              role="option"
              aria-selected={option.id === props.active}
              className="search-option"
              onPointerMove={() => props.onPoint(option.id)}
              // Before the field loses the focus, and the list with it.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => props.onChoose(option)}
            >
              <span className="search-title">{option.title}</span>
              {option.detail && <span className="search-detail figure">{option.detail}</span>}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
