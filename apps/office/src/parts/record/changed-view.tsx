import type { Outcome } from '@lika/contract'
import { useWords } from '../../words/index.ts'
import { Mark } from '../outcome.tsx'
import type { Changed } from './save.ts'

/** What a saved record changed: criteria that came to another outcome, and the shares of the village. */
export function ChangedView(props: {
  readonly changed: Changed
  readonly date: string
  readonly today: string
}) {
  const { t, say } = useWords()
  const { answer, verdicts, shares } = props.changed
  return (
    <div className="changed" role="status">
      <p className="changed-saved">
        <Mark outcome="met" /> {answer.appended ? t('record.saved') : t('record.savedAgain')}
      </p>
      <h3>{t('record.changed')}</h3>
      {verdicts.length === 0 && (
        <p>
          {t('record.unchanged')} <span className="quiet">{t('record.unchangedText')}</span>
        </p>
      )}
      {verdicts.map(({ verdict, before, criteria }) => (
        <section key={verdict.set} className="changed-set">
          <p className="changed-row">
            <strong>{say(verdict.title)}</strong>
            <Step before={before} after={verdict.outcome} />
          </p>
          <ul>
            {criteria.map((each) => (
              <li key={each.criterion.id}>
                <p className="changed-row">
                  <span>{say(each.criterion.label)}</span>
                  <Step before={each.before} after={each.criterion.outcome} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {answer.village && (
        <>
          <h3>{t('record.villageShare')}</h3>
          {shares.length === 0 ? (
            <p>{t('record.villageShareUnchanged')}</p>
          ) : (
            <ul>
              {shares.map(({ before, after }) => (
                <li key={`${after.set}${after.criterion}`} className="changed-row">
                  <span>{say(after.label)}</span>
                  <span className="figure">
                    {before?.percent ?? '—'}% → <strong>{after.percent ?? '—'}%</strong>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {props.date !== props.today && (
        <p className="tag tag-warn changed-note">
          {t('record.judgedToday', { today: props.today, date: props.date })}
        </p>
      )}
    </div>
  )
}

function Step({ before, after }: { readonly before: Outcome | undefined; readonly after: Outcome }) {
  return (
    <span className="changed-step">
      {before && before !== after && (
        <>
          <Mark outcome={before} word />
          <span aria-hidden> → </span>
        </>
      )}
      <Mark outcome={after} word />
    </span>
  )
}
