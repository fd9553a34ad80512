import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { alarmsQuery } from '../../api/queries.ts'
import { useWords } from '../../words/index.ts'
import { usePlace } from '../place.ts'

/** What an administrator has to look after, above every page; nothing for everybody else. */
export function Alarms() {
  const { t, say } = useWords()
  const { can } = usePlace()
  const alarms = useQuery({ ...alarmsQuery(), enabled: can('alarms.read') })
  const items = alarms.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="alarms" role="alert" aria-label={t('audit.alarms')}>
      {items.map(({ reason, message }) => (
        <p key={reason}>
          <strong>{t('audit.alarms')}</strong>{' '}
          {can('audit.read') && !reason.startsWith('disk') ? (
            <Link to="/audit" search={{ tab: 'seals' }}>
              {say(message)}
            </Link>
          ) : (
            say(message)
          )}
        </p>
      ))}
    </section>
  )
}
