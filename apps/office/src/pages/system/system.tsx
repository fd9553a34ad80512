import { useQuery } from '@tanstack/react-query'
import { alarmsQuery } from '../../api/queries.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { instantText } from '../../parts/instant.ts'
import { Notice } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import '../access/access.css'

/** The commands that keep an installation alive; what each does is said in words, its options by `--help`. */
const commands = [
  ['backup', 'lika backup take'],
  ['restore', 'lika restore'],
  ['verify', 'lika verify --seals'],
  ['keys', 'lika keys rotate'],
  ['regions', 'lika regions import'],
  ['admin', 'lika admin code'],
] as const

/** Where whoever runs the machine begins: what is wrong, and what keeps it right. */
export function SystemPage() {
  const { t, say } = useWords()
  const alarms = useQuery(alarmsQuery())
  useTitle(t('title.system'))
  return (
    <>
      <div className="page-head">
        <h1>{t('system.title')}</h1>
      </div>
      <section className="panel" aria-labelledby="alarms">
        <h2 id="alarms">{t('system.alarms')}</h2>
        <Fetched query={alarms} lines={3}>
          {({ items }) =>
            items.length === 0 ? (
              <Notice mark="✓" title={t('system.none')} text={t('system.noneText')} />
            ) : (
              <ul className="lines">
                {items.map(({ reason, since, message }) => (
                  <li key={reason}>
                    {say(message)}
                    {since && (
                      <span className="quiet figure block">
                        {t('system.since', { at: instantText(since) })}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Fetched>
      </section>
      <section className="panel access-section" aria-labelledby="commands">
        <h2 id="commands">{t('system.commands')}</h2>
        <p className="quiet">{t('system.commandsText')}</p>
        <div className="table-scroll">
          <table className="table system-commands">
            <caption className="unseen">{t('system.commands')}</caption>
            <tbody>
              {commands.map(([id, command]) => (
                <tr key={id}>
                  <th scope="row">{t(`system.what.${id}`)}</th>
                  <td>
                    <code>npx {command}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  )
}
