import { ApiProblem, type Session } from '@lika/contract'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useWords } from '../../words/index.ts'
import { useEntered } from './entered.ts'

/** A demo world says what it is, and anybody may enter as one of its accounts. */
export function DemoAccounts({ session }: { readonly session: Session }) {
  const { t, say } = useWords()
  const entered = useEntered()
  const enter = useMutation({
    mutationFn: (account: string) => api.signIn({ body: { account } }),
    onSuccess: (session) => entered(session),
  })
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
