import { QuestionCircleOutlined } from '@ant-design/icons'
import { useLocation } from '@tanstack/react-router'
import { Disclosure } from '../app/frame/disclosure.tsx'
import { openShortcuts } from '../app/frame/shortcut-sheet.tsx'
import { useWords } from '../words/index.ts'
import type { zh } from '../words/zh.ts'

export type HelpPage = keyof typeof zh.help.pages

/** Which text is for which address, the more special first. */
const pages: readonly (readonly [RegExp, HelpPage])[] = [
  [/^\/$/, 'overview'],
  [/^\/households\/./, 'household'],
  [/^\/households/, 'households'],
  [/^\/villages\/./, 'village'],
  [/^\/villages/, 'villages'],
  [/simulation/, 'simulation'],
  [/^\/(policy|policies)/, 'policy'],
  [/^\/duplicates|^\/imports\/duplicates/, 'duplicates'],
  [/^\/cases\/meeting/, 'meeting'],
  [/^\/cases\/new/, 'newCase'],
  [/^\/cases\/[0-9a-f-]{36}$/, 'case'],
  [/^\/cases$/, 'cases'],
  [/^\/leads\/lists/, 'leadLists'],
  [/^\/leads\/./, 'lead'],
  [/^\/leads/, 'leads'],
  [/^\/complaints\/[0-9a-f-]{36}$/, 'complaint'],
  [/^\/complaints/, 'complaints'],
  [/^\/plans\/./, 'plan'],
  [/^\/plans/, 'plans'],
  [/^\/targets/, 'targets'],
  [/^\/tasks/, 'tasks'],
  [/^\/fund-lines/, 'fundLines'],
  [/^\/imports/, 'imports'],
  [/^\/notices/, 'notices'],
  [/^\/calendar/, 'calendar'],
  [/^\/cases\/rates/, 'rates'],
  [/^\/cases\/archive|^\/cases\/[^/]+\/archive/, 'archive'],
  [/^\/audit/, 'audit'],
  [/^\/dictionary/, 'dictionary'],
  [/^\/access/, 'access'],
  [/^\/account/, 'account'],
]

export function helpPageOf(pathname: string): HelpPage | undefined {
  return pages.find(([path]) => path.test(pathname))?.[1]
}

/** 这一页怎么看: what a page shows and how its numbers open, one tap away. Nothing where a page needs no words. */
export function PageHelp() {
  const { t } = useWords()
  const { pathname } = useLocation()
  const page = helpPageOf(pathname)
  if (!page) return null
  return (
    <Disclosure
      align="end"
      label={t('help.open')}
      className="page-help"
      button={<QuestionCircleOutlined aria-hidden />}
    >
      {(close) => (
        <section className="page-help-panel" aria-labelledby="page-help-title">
          <h2 id="page-help-title">{t('help.open')}</h2>
          <ul>
            {t(`help.pages.${page}`)
              .split('\n')
              .map((line) => (
                <li key={line}>{line}</li>
              ))}
          </ul>
          <button
            type="button"
            className="button"
            onClick={() => {
              close()
              openShortcuts()
            }}
          >
            {t('help.shortcuts')} <kbd>?</kbd>
          </button>
        </section>
      )}
    </Disclosure>
  )
}
