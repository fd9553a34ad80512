import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { Loading } from '../../parts/loading.tsx'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useTitle } from '../../parts/title.ts'
import { takeWayBack } from '../../parts/way-back.ts'
import { useWords } from '../../words/index.ts'
import { useEntered } from './entered.ts'
import { EnterHead } from './head.tsx'
import './enter.css'

/** Where the single sign-on sends the browser back to: what it was given is handed on, once, and leaves the address. */
export function OidcBackPage() {
  const { t } = useWords()
  const entered = useEntered()
  const navigate = useNavigate()
  const sent = useRef(false)
  const [isEmpty] = useState(() => location.search === '')
  const finish = useMutation({
    mutationFn: (search: string) => api.finishOidc({ body: { search } }),
    onSuccess: async (session) => {
      const back = takeWayBack()
      await entered(session, back)
      // Where the provider saw one factor only, the second is given at the door.
      if (session.pending) await navigate({ to: '/enter', search: back ? { to: back } : {}, replace: true })
    },
    onError: () => void navigate({ to: '.', search: {}, replace: true }),
  })
  const { mutate } = finish
  useEffect(() => {
    // Opened by hand, or gone back to: what the provider sent was used already.
    if (sent.current || location.search === '') return
    sent.current = true
    mutate(location.search)
  }, [mutate])
  useTitle(t('enter.signIn'))
  return (
    <main className="enter">
      <EnterHead />
      <section className="enter-ways" aria-label={t('enter.signIn')}>
        {finish.error || isEmpty ? (
          <>
            <h2>{t('enter.oidcNot')}</h2>
            {isEmpty && !finish.error && <p>{t('enter.oidcEmpty')}</p>}
            {finish.error && <Refusal error={finish.error} />}
            <p>
              <Link className="button button-primary" to="/enter" search={{}}>
                {t('enter.oidcAgain')}
              </Link>
            </p>
          </>
        ) : (
          <>
            <p role="status">{t('enter.oidcBack')}</p>
            <Loading lines={2} />
          </>
        )}
      </section>
    </main>
  )
}
