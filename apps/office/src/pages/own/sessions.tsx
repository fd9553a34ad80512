import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { useWords } from '../../words/index.ts'
import { agentText, factorText } from '../access/texts.ts'
import { Refusal, timeText } from '../imports/refusal.tsx'
import { ownAccountQuery } from './queries.ts'

/** Where one is signed in, and ending of it. */
export function SessionsTab() {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const query = useQuery(ownAccountQuery())
  const end = useMutation({
    mutationFn: (id: string | undefined) =>
      id === undefined ? api.endOtherSessions() : api.endOwnSession({ params: { id } }),
    onSuccess: (own) => queryClient.setQueryData(ownAccountQuery().queryKey, own),
  })
  return (
    <Fetched query={query} lines={8}>
      {({ sessions }) => (
        <section className="panel own-sessions" aria-labelledby="own-sessions">
          <h2 id="own-sessions">{t('own.sessions')}</h2>
          <p className="hint">{t('own.sessionsText')}</p>
          <ul className="lines">
            {sessions.map((session) => (
              <li key={session.id} className="own-line">
                <span>
                  <strong>{agentText(session.agent, t('own.unknownAgent'))}</strong>{' '}
                  <span className="figure">{session.address}</span>{' '}
                  {session.isThis && <span className="tag tag-live">{t('own.thisOne')}</span>}{' '}
                  {session.factors.map((factor) => (
                    <span key={factor} className="tag">
                      {factorText(t, factor)}
                    </span>
                  ))}
                  <span className="quiet figure block">
                    {timeText(session.madeAt)} – {timeText(session.lastUsedAt)} ·{' '}
                    {t('own.until', { at: timeText(session.validUntil) })}
                  </span>
                </span>
                {!session.isThis && (
                  <button
                    type="button"
                    className="button button-small"
                    disabled={end.isPending}
                    onClick={() => end.mutate(session.id)}
                  >
                    {t('own.end')}
                  </button>
                )}
              </li>
            ))}
          </ul>
          <Refusal error={end.error} />
          {sessions.length > 1 && (
            <p>
              <button
                type="button"
                className="button"
                disabled={end.isPending}
                onClick={() => end.mutate(undefined)}
              >
                {t('own.endOthers')}
              </button>
            </p>
          )}
        </section>
      )}
    </Fetched>
  )
}
