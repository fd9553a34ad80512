import { SearchOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../../words/index.ts'
import { usePlace } from '../place.ts'
import { identifies, type Option } from './search/options.ts'
import { SearchResults } from './search/results.tsx'
import { useGo } from './search/use-go.ts'
import { useRecent } from './search/use-recent.ts'
import { searchQuery, useFound, useGroups, useSettled } from './search/use-search.ts'
import { isTyping, useShortcuts } from './shortcuts.ts'
import './search/search.css'

/** A combobox over everything: `/` or Ctrl/⌘+K from anywhere brings the cursor here. */
export function SearchBox() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const queryClient = useQueryClient()
  const go = useGo()
  const groupsOf = useGroups()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [isComposing, setComposing] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const settled = useSettled(text, isComposing)
  const { query, groups: found, tooMany } = useFound(settled)
  const recent = useRecent(isOpen && text.trim() === '')
  const groups = text.trim() === '' ? recent : found
  const options = groups.flatMap((group) => group.options)
  const active = options.find((option) => option.id === chosen) ?? (settled === '' ? undefined : options[0])
  const isShown = isOpen && (text.trim() !== '' || options.length > 0)
  useFocusKeys(field)

  // What was pointed at belongs to the answer before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text is the reason.
  useEffect(() => setChosen(undefined), [settled])
  useEffect(() => {
    if (active) document.getElementById(`${id}-list-${active.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, id])

  const leave = () => {
    setText('')
    setOpen(false)
    field.current?.blur()
  }
  const choose = (option: Option) => {
    leave()
    go(option.target)
  }
  /** Enter before the answer is there means the answer to what stands in the field. */
  const enter = async () => {
    const wanted = text.trim()
    if (wanted === '' && active === undefined) return
    if (active && (wanted === settled || wanted === '') && !query.isPlaceholderData) return choose(active)
    const answer = await queryClient.fetchQuery(searchQuery(wanted, region, date)).catch(() => undefined)
    const first = answer && groupsOf(wanted, answer)[0]?.options[0]
    if (first) choose(first)
    else if (!identifies(wanted)) choose(allOf(wanted))
  }
  const move = (step: number) => {
    const at = options.findIndex((option) => option.id === active?.id)
    const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length
    setChosen(options[next]?.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The keys of an input method belong to it: its Enter takes a word, its arrows choose one.
    if (isComposing || event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen) setOpen(true)
      else if (options.length > 0) move(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      void enter()
    } else if (event.key === 'Escape') {
      if (isShown) setOpen(false)
      else setText('')
    }
  }

  return (
    <search className="search-box">
      <div className="search-field">
        <SearchOutlined aria-hidden />
        <input
          ref={field}
          className="input"
          type="text"
          role="combobox"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={40}
          value={text}
          aria-label={t('find.label')}
          aria-keyshortcuts="/ Control+K Meta+K"
          aria-autocomplete="list"
          aria-expanded={isShown}
          aria-controls={isShown ? `${id}-list` : undefined}
          aria-activedescendant={isShown && active ? `${id}-list-${active.id}` : undefined}
          title={t('find.hint')}
          placeholder={t('find.short')}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onChange={(event) => {
            setText(event.target.value)
            setOpen(true)
          }}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={onKeyDown}
        />
        <kbd aria-hidden>/</kbd>
      </div>
      {isShown && (
        <div className="search-panel">
          <SearchResults
            id={`${id}-list`}
            groups={groups}
            active={active?.id}
            onChoose={choose}
            onPoint={setChosen}
          />
          <SearchState
            text={settled}
            count={options.length}
            isFetching={query.isFetching && query.data === undefined}
            isFailed={query.isError}
            tooMany={tooMany}
          />
        </div>
      )}
    </search>
  )
}

function allOf(text: string): Option {
  return { id: 'all-households', target: { kind: 'households', search: text }, title: text, detail: '' }
}

/** What cannot be chosen: that nothing was found, that it takes long, how to choose. */
function SearchState(props: {
  readonly text: string
  readonly count: number
  readonly isFetching: boolean
  readonly isFailed: boolean
  readonly tooMany: readonly string[]
}) {
  const { t } = useWords()
  const found = props.count - (identifies(props.text) ? 0 : 1)
  return (
    <p className="search-state" role="status">
      {props.isFailed ? (
        t('find.failed')
      ) : props.isFetching ? (
        t('find.searching')
      ) : props.tooMany.length > 0 ? (
        t('find.tooMany')
      ) : props.text !== '' && found <= 0 ? (
        <>
          <strong>{t('find.none', { text: props.text })}</strong> {t('find.noneText')}
        </>
      ) : (
        <>
          {props.text !== '' && <span className="unseen">{t('find.count', { count: found })}</span>}
          <span className="quiet" aria-hidden>
            {t('find.keys')}
          </span>
        </>
      )}
    </p>
  )
}

function useFocusKeys(field: React.RefObject<HTMLInputElement | null>): void {
  const { isSingle } = useShortcuts()
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      if (event.isComposing) return
      const isWithControl = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
      const isSlash = isSingle && event.key === '/' && !event.ctrlKey && !event.metaKey && !isTyping(event)
      if (!isWithControl && !isSlash) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [field, isSingle])
}
