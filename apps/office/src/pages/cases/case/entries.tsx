import type { Case, CaseEntry } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useFacts } from '../../../parts/facts.ts'
import { instantText } from '../../../parts/instant.ts'
import { StatusTag } from '../../../parts/status.tsx'
import { useWords } from '../../../words/index.ts'
import { Thumbs } from '../thumbs.tsx'
import { kindOf } from './entry-kind.ts'
import type { Mays } from './may.ts'

/** Everything that was entered, the last first: who, as whom, when, with what evidence. Nothing is ever removed. */
export function Entries({ of, mays }: { readonly of: Case; readonly mays: Mays }) {
  const { t } = useWords()
  return (
    <section className="panel" aria-labelledby="case-entries">
      <div className="panel-head">
        <h2 id="case-entries">{t('cases.entries')}</h2>
        <span className="quiet figure">{t('cases.entryCount', { count: of.entries.length })}</span>
      </div>
      <ol className="case-entries">
        {of.entries.toReversed().map((entry) => (
          <One key={entry.id} of={of} entry={entry} mays={mays} />
        ))}
      </ol>
    </section>
  )
}

function One({ of, entry, mays }: { readonly of: Case; readonly entry: CaseEntry; readonly mays: Mays }) {
  const { t, say } = useWords()
  const step = of.runs.steps.find(({ id }) => id === entry.step)
  const undo = mays.find(({ kind, entry: id }) => kind === 'takenBack' && id === entry.id)
  return (
    <li className={entry.takenBack ? 'case-entry is-taken-back' : 'case-entry'}>
      <div className="entry-head">
        <strong>
          <What entry={entry} />
        </strong>
        {entry.status && (
          <StatusTag status={entry.status} of={of.subject.kind === 'household' ? 'household' : 'village'} />
        )}
        {entry.takenBack && <span className="tag">{t('cases.wasTakenBack')}</span>}
        {undo && (
          <Link
            className="button button-quiet button-small push"
            to="."
            search={(before) => ({ ...before, act: 'takenBack', at: entry.step, about: entry.id })}
            replace
          >
            {t('cases.act.takenBack')}
          </Link>
        )}
      </div>
      <p className="quiet entry-who">
        <span className="figure">{entry.on}</span>
        {step && <span>{say(step.label)}</span>}
        <span>
          {entry.actor.id === 'public'
            ? say(entry.actor.label)
            : t('cases.entryBy', { by: entry.by, actor: say(entry.actor.label) })}
        </span>
        <span
          className="figure"
          title={entry.deviceAt ? t('cases.deviceAt', { at: instantText(entry.deviceAt) }) : undefined}
        >
          {t('cases.receivedAt', { at: instantText(entry.at) })}
        </span>
      </p>
      <Body entry={entry} />
      {entry.gives && <Gives facts={entry.gives} kind={of.subject.kind} />}
      {entry.reason !== '' && entry.reason !== entry.text && <p className="entry-text">{entry.reason}</p>}
      <Thumbs evidence={entry.evidence} whole={entry.signer !== undefined} />
    </li>
  )
}

/** Facts of the subject that the entry recorded. */
function Gives(props: { readonly facts: NonNullable<CaseEntry['gives']>; readonly kind: string }) {
  const { t } = useWords()
  const facts = useFacts()
  const said = Object.entries(props.facts).map(
    ([id, value]) =>
      `${facts.label(id, props.kind)}${t('app.colon')}${facts.show(facts.find(id, props.kind), value)}`,
  )
  return (
    <p>
      {t('cases.gives')}
      {t('app.colon')}
      {said.join(t('app.comma'))}
    </p>
  )
}

/** What was done, in a few words. */
function What({ entry }: { readonly entry: CaseEntry }) {
  const { t, say } = useWords()
  const kind = kindOf(entry)
  const title = t(`cases.entry.${kind}`)
  const of = entry.signer ?? entry.attachment ?? (kind === 'decided' ? entry.outcome : undefined)
  const more = [
    of && say(of.label),
    entry.signerName,
    entry.way && t(`cases.ways.${entry.way}`),
    kind === 'answered' && entry.upheld !== undefined && t(`cases.upheld.${entry.upheld ? 'yes' : 'no'}`),
    kind === 'posted' &&
      entry.from &&
      entry.until &&
      t('cases.fromTo', { from: entry.from, to: entry.until }),
  ].filter((each) => typeof each === 'string' && each !== '')
  return more.length === 0 ? title : `${title}${t('app.colon')}${more.join(' · ')}`
}

function Body({ entry }: { readonly entry: CaseEntry }) {
  const { t, say } = useWords()
  const { meeting, votes } = entry
  return (
    <>
      {meeting && (
        <>
          <p className="entry-text">
            {t('cases.metAt', {
              place: meeting.place,
              chair: meeting.chair,
              recorder: meeting.recorder,
              count: meeting.present.length,
            })}
          </p>
          {votes && votes.length > 0 && (
            <p className="entry-votes">
              {votes.map(({ vote, count }) => (
                <span key={vote.id}>
                  {say(vote.label)} <strong className="figure">{count}</strong>
                </span>
              ))}
            </p>
          )}
          <details className="entry-more">
            <summary>{t('cases.minutes')}</summary>
            <p className="entry-text">{meeting.present.join(t('app.comma'))}</p>
            <p className="entry-text">{meeting.minutes}</p>
          </details>
        </>
      )}
      {entry.notice && (
        <p className="entry-links">
          <Link to="/notices/$id" params={{ id: entry.notice }} search={{}}>
            {t('cases.toNotice')}
          </Link>
          <Link to="/cases" search={{ notice: entry.notice }}>
            {t('cases.noticeCases')}
          </Link>
        </p>
      )}
      {entry.text && <p className="entry-text">{entry.text}</p>}
    </>
  )
}
