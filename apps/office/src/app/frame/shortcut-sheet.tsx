import { useNavigate } from '@tanstack/react-router'
import { Fragment, useEffect, useRef } from 'react'
import { useWords } from '../../words/index.ts'
import type { zh } from '../../words/zh.ts'
import { chooseSingleKeys, isTyping, useShortcuts } from './shortcuts.ts'
import './help.css'

type Key = keyof typeof zh.help.keys

const goTo = {
  o: '/',
  h: '/households',
  v: '/villages',
  c: '/cases',
  t: '/plans',
  p: '/policy',
  d: '/dictionary',
} as const
const OPEN = 'lika:shortcuts'
/** How long after `g` a letter still says where to. */
const GO_MS = 1200

export function openShortcuts(): void {
  document.dispatchEvent(new Event(OPEN))
}

/** `?` shows what the keys do; `g` and a letter go to a page. */
export function ShortcutSheet() {
  const { t } = useWords()
  const { isSingle } = useShortcuts()
  const sheet = useRef<HTMLDialogElement>(null)
  const navigate = useNavigate()

  useEffect(() => {
    const open = () => sheet.current?.showModal()
    document.addEventListener(OPEN, open)
    return () => document.removeEventListener(OPEN, open)
  }, [])

  useEffect(() => {
    if (!isSingle) return
    let goneAt = 0
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event)) return
      if (document.querySelector('dialog[open], .ant-drawer-open')) return
      const to = goTo[event.key as keyof typeof goTo]
      if (event.key === '?') {
        event.preventDefault()
        openShortcuts()
      } else if (event.key === 'g') {
        goneAt = event.timeStamp
      } else if (to && event.timeStamp - goneAt < GO_MS) {
        goneAt = 0
        event.preventDefault()
        void navigate({ to, search: {} })
      }
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isSingle, navigate])

  const close = () => sheet.current?.close()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; this is the click beside it.
    <dialog
      ref={sheet}
      className="shortcut-sheet"
      aria-labelledby="shortcut-title"
      onClick={(event) => {
        if (event.target === sheet.current) close()
      }}
    >
      <div className="shortcut-content">
        <h2 id="shortcut-title">{t('help.shortcuts')}</h2>
        <Keys
          title={t('help.everywhere')}
          keys={[
            ['find', ['/'], ['Ctrl', 'K'], ['⌘', 'K']],
            ['help', ['?']],
            ['overview', ['g', 'o']],
            ['households', ['g', 'h']],
            ['villages', ['g', 'v']],
            ['cases', ['g', 'c']],
            ['plans', ['g', 't']],
            ['policy', ['g', 'p']],
            ['dictionary', ['g', 'd']],
            ['close', ['Esc']],
          ]}
        />
        <Keys
          title={t('help.inSearch')}
          keys={[
            ['choose', ['↑'], ['↓']],
            ['go', ['Enter']],
          ]}
        />
        <Keys
          title={t('help.inLists')}
          keys={[
            ['next', ['↓'], ['↑']],
            ['open', ['Enter']],
          ]}
        />
        <Keys
          title={t('help.inCases')}
          keys={[
            ['next', ['j'], ['k']],
            ['tick', ['x']],
            ['tickRange', ['Shift', 'x']],
            ['allFor', ['a']],
          ]}
        />
        <Keys
          title={t('help.inPlans')}
          keys={[
            ['nextStatement', ['j'], ['k']],
            ['accept', ['a']],
            ['correct', ['e']],
            ['reject', ['r']],
            ['takeBack', ['u']],
          ]}
        />
        <label className="shortcut-choice">
          <input
            type="checkbox"
            checked={isSingle}
            onChange={(event) => chooseSingleKeys(event.target.checked)}
          />
          <span>
            {t('help.single')}
            <span className="quiet block">{t('help.singleHint')}</span>
          </span>
        </label>
        <button type="button" className="button button-primary" onClick={close}>
          {t('help.close')}
        </button>
      </div>
    </dialog>
  )
}

function Keys(props: {
  readonly title: string
  readonly keys: readonly (readonly [Key, ...(readonly string[])[]])[]
}) {
  const { t } = useWords()
  return (
    <section>
      <h3>{props.title}</h3>
      <dl className="shortcut-keys">
        {props.keys.map(([name, ...ways]) => (
          <div key={name}>
            <dt>
              {ways.map((way, index) => (
                <Fragment key={way.join(' ')}>
                  {index > 0 && <span className="quiet"> / </span>}
                  {way.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </Fragment>
              ))}
            </dt>
            <dd>{t(`help.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
