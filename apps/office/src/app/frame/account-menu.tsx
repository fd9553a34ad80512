import { UserOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { sessionQuery } from '../../api/queries.ts'
import { beginSession } from '../../api/step-up.ts'
import { chooseLanguage, useWords } from '../../words/index.ts'
import { usePlace } from '../place.ts'
import { type Appearance, chooseAppearance, useAppearance } from '../theme.ts'
import { Disclosure } from './disclosure.tsx'
import { openShortcuts } from './shortcut-sheet.tsx'

const appearances = ['system', 'light', 'dark'] as const satisfies readonly Appearance[]

/** Who one is, how the app looks, its language, and the way out. */
export function AccountMenu() {
  const { t, say, language } = useWords()
  const { session } = usePlace()
  const { chosen } = useAppearance()
  const { account } = session
  return (
    <div className="frame-tools">
      <button
        type="button"
        className="button button-quiet language"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {language === 'zh' ? 'English' : '中文'}
      </button>
      <Disclosure
        align="end"
        label={t('frame.account')}
        className="account"
        button={
          <>
            <UserOutlined aria-hidden />
            <span className="account-name">{account.displayName}</span>
          </>
        }
      >
        {(close) => (
          <div className="account-panel">
            <p className="account-who">
              <strong>{account.displayName}</strong>
              <span className="quiet">
                {say(account.roleLabel)} · {account.region.name}
              </span>
            </p>
            <Link className="button wide" to="/account" search={{}} onClick={close}>
              {t('own.title')}
            </Link>
            <fieldset className="choice">
              <legend>{t('frame.theme')}</legend>
              {appearances.map((each) => (
                <label key={each}>
                  <input
                    type="radio"
                    name="appearance"
                    checked={chosen === each}
                    onChange={() => chooseAppearance(each)}
                  />
                  {t(`frame.${each}`)}
                </label>
              ))}
            </fieldset>
            <button
              type="button"
              className="button wide"
              onClick={() => {
                close()
                openShortcuts()
              }}
            >
              {t('help.shortcuts')}
            </button>
            <SignOut />
          </div>
        )}
      </Disclosure>
    </div>
  )
}

function SignOut() {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: () => api.signOut(),
    onSuccess: async (session) => {
      await navigate({ to: '/enter' })
      // Nothing that one account saw is left for the next. The session stays watched by the page of sign-in.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'getSession' })
      queryClient.setQueryData(sessionQuery().queryKey, session)
      beginSession()
    },
  })
  return (
    <button type="button" className="button wide" disabled={leave.isPending} onClick={() => leave.mutate()}>
      {t('frame.signOut')}
    </button>
  )
}
