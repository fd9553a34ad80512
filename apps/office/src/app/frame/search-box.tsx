import { SearchOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/index.ts'

/** `/` from anywhere brings the cursor here. */
export function SearchBox() {
  const { t } = useWords()
  const navigate = useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.isComposing) return
      if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])

  return (
    <search>
      <form
        className="search-box"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() === '') return
          void navigate({ to: '/households', search: { search: text.trim() } })
          setText('')
        }}
      >
        <SearchOutlined aria-hidden />
        <input
          ref={field}
          className="input"
          type="text"
          enterKeyHint="search"
          maxLength={40}
          value={text}
          aria-label={t('frame.search')}
          aria-keyshortcuts="/"
          title={t('frame.search')}
          placeholder={t('frame.searchShort')}
          onChange={(event) => setText(event.target.value)}
        />
        <kbd aria-hidden>/</kbd>
      </form>
    </search>
  )
}
