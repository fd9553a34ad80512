import type { Outcome, PreviewedHousehold } from '@lika/contract'
import { useFacts } from '../../../parts/facts.ts'
import { Mark } from '../../../parts/outcome.tsx'
import { useWords } from '../../../words/index.ts'
import { useEndReason } from '../end-reason.ts'
import { EXIT } from '../verdict-tab.tsx'

/** What an operation would do: who lives where, and how each household would be judged. */
export function Preview({ households }: { readonly households: readonly PreviewedHousehold[] }) {
  const { t, say } = useWords()
  const facts = useFacts()
  const ended = useEndReason()
  const relation = facts.find('relation', 'person')
  return (
    <section className="act-preview" aria-label={t('act.preview')} role="status">
      <h3>{t('act.previewTitle')}</h3>
      {households.map((household) => (
        <div key={household.id} className="act-household">
          <p>
            <strong>{household.headName ?? t('households.nameUnknown')}</strong>{' '}
            <span className="figure">{household.number}</span>{' '}
            {household.isNew && <span className="tag">{t('act.new')}</span>}
            {household.endedBecause && (
              <span className="tag tag-warn">
                {t('household.ended', { reason: ended(household.endedBecause) })}
              </span>
            )}{' '}
            <span className="quiet">{household.region.map(({ name }) => name).join(' ')}</span>
          </p>
          <p>
            {household.members.length === 0 && <span className="quiet">{t('household.noMembers')}</span>}
            {household.members.map((member, index) => (
              <span key={member.id}>
                {index > 0 && t('record.listSeparator')}
                <span className={member.isNew ? 'is-arriving' : ''}>
                  {member.name ?? t('households.nameUnknown')}
                  {member.relation && t('act.relation', { relation: facts.show(relation, member.relation) })}
                </span>
              </span>
            ))}
          </p>
          {!household.endedBecause &&
            household.verdicts
              .filter(({ set, before, criteria }) => set === EXIT || (before !== null && criteria.length > 0))
              .map((verdict) => (
                <div key={verdict.set}>
                  <p className="changed-row">
                    <span>{say(verdict.title)}</span>
                    <Step before={verdict.before} after={verdict.after} />
                  </p>
                  {verdict.before !== null && verdict.criteria.length > 0 && (
                    <ul>
                      {verdict.criteria.map((criterion) => (
                        <li key={criterion.id} className="changed-row">
                          <span>{say(criterion.label)}</span>
                          <Step before={criterion.before} after={criterion.after} />
                        </li>
                      ))}
                    </ul>
                  )}
                </div>
              ))}
        </div>
      ))}
      <p className="quiet">{t('act.previewText')}</p>
    </section>
  )
}

function Step({ before, after }: { readonly before: Outcome | null; readonly after: Outcome }) {
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
