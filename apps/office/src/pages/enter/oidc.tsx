import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { api } from '../../api/client.ts'
import { Loading } from '../../parts/loading.tsx'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { useEntered } from './entered.ts'
import './enter.css'

/** Where the single sign-on sends the browser back to: what it was given is handed on, once, and leaves the address. */
export function OidcBackPage() {
  const { t } = useWords()
  const entered = useEntered()
  const navigate = useNavigate()
  const sent = useRef(false)
  const finish = useMutation({
    mutationFn: (search: string) => api.finishOidc({ body: { search } }),
    onSuccess: entered,
    onError: () => void navigate({ to: '.', search: {}, replace: true }),
  })
  const { mutate } = finish
  useEffect(() => {
    if (sent.current) return
    sent.current = true
    mutate(location.search)
  }, [mutate])
  useTitle(t('enter.signIn'))
  return (
    <main className="enter">
      <h1>{t('enter.signIn')}</h1>
      {finish.error ? (
        <>
          <Refusal error={finish.error} />
          <p>
            <Link className="button" to="/enter" search={{}}>
              {t('title.enter')}
            </Link>
          </p>
        </>
      ) : (
        <>
          <p role="status">{t('enter.oidcBack')}</p>
          <Loading lines={2} />
        </>
      )}
    </main>
  )
}
