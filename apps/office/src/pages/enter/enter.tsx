import { ApiProblem, type Session } from '@lika/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Notice } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { chooseLanguage, useWords } from '../../words/index.ts'
import './enter.css'

/** Entering a demo world: it says what it is, and anybody may enter as one of its accounts. */
export function EnterPage() {
  const { t, language } = useWords()
  const query = useQuery(sessionQuery())
  useTitle(t('title.enter'))
  return (
    <main className="enter">
      <header className="enter-head">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <h1>{t('app.full')}</h1>
        <button
          type="button"
          className="button button-quiet"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {language === 'zh' ? 'English' : '中文'}
        </button>
      </header>
      <Fetched query={query}>{(session) => <Accounts session={session} />}</Fetched>
    </main>
  )
}

function Accounts({ session }: { readonly session: Session }) {
  const { t, say } = useWords()
  const enter = useEnter()
  if (session.demoAccounts.length === 0) {
    return <Notice title={t('enter.noWorld')} text={t('enter.noWorldText')} mark="—" />
  }
  return (
    <>
      <section className="enter-demo" aria-labelledby="demo">
        <h2 id="demo">
          {t('enter.demo')}
          {session.world && `${t('app.colon')}${say(session.world.label)}`}
        </h2>
        <p>{t('enter.demoText')}</p>
        <p className="figure">{t('enter.today', { date: session.today })}</p>
      </section>
      <section aria-labelledby="accounts">
        <h2 id="accounts">{t('enter.heading')}</h2>
        {enter.error && (
          <p role="alert">{enter.error instanceof ApiProblem && say(enter.error.problem.messages)}</p>
        )}
        <ul className="accounts">
          {session.demoAccounts.map((account) => (
            <li key={account.id}>
              <button type="button" disabled={enter.isPending} onClick={() => enter.mutate(account.name)}>
                <strong>{account.displayName}</strong>
                <span>{say(account.roleLabel)}</span>
                <span className="quiet">{account.region.name}</span>
                <span className="accounts-go">
                  {enter.isPending && enter.variables === account.name ? t('enter.entering') : t('enter.go')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function useEnter() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const { to } = useSearch({ from: '/enter' })
  return useMutation({
    mutationFn: (account: string) => api.signIn({ body: { account } }),
    onSuccess: async (session) => {
      queryClient.clear()
      queryClient.setQueryData(sessionQuery().queryKey, session)
      // Only a path of this app: an address of another site must not be opened from here.
      if (to?.startsWith('/') && !to.startsWith('//')) router.history.push(to)
      else await navigate({ to: '/' })
    },
  })
}
