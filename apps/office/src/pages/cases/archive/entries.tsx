// What people did in the case, as papers: the entry, the signatures, the minutes, the objections, the decisions.

import type { Case, CaseEntry } from '@lika/contract'
import { useState } from 'react'
import { evidenceUrl } from '../../../parts/evidence/evidence.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { useWords } from '../../../words/index.ts'
import { Lines, PartOf } from './heading.tsx'
import { standing, stepLabel } from './parts.ts'

type Part = { readonly item: Case }

export function Entry({ item }: Part) {
  const { t, say } = useWords()
  const opened = standing(item, 'opened')[0]
  if (!opened) return <PartOf part="entry" none={t('archive.none.entry')} />
  return (
    <PartOf part="entry">
      <Lines
        lines={[
          [t('archive.channel'), t(`archive.channels.${item.channel}`)],
          [t('archive.openedBy'), t('archive.asWhom', { by: opened.by, actor: say(opened.actor.label) })],
          [t('archive.day'), opened.on],
          [t('archive.reason'), opened.reason || t('archive.noReason')],
          [t('archive.evidence'), <Digests key="evidence" entry={opened} />],
        ]}
      />
    </PartOf>
  )
}

export function Signatures({ item }: Part) {
  const { t, say } = useWords()
  const signed = standing(item, 'signed')
  if (signed.length === 0) return <PartOf part="signatures" none={t('archive.none.signatures')} />
  return (
    <PartOf part="signatures">
      <p>{t('archive.signaturesText', { name: item.subject.name ?? '' })}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('archive.step')}</th>
            <th scope="col">{t('archive.signer')}</th>
            <th scope="col">{t('archive.name')}</th>
            <th scope="col">{t('archive.way')}</th>
            <th scope="col">{t('archive.day')}</th>
            <th scope="col" className="file-signature">
              {t('archive.signature')}
            </th>
          </tr>
        </thead>
        <tbody>
          {signed.map((entry) => (
            <tr key={entry.id}>
              <td>{say(stepLabel(item, entry.step))}</td>
              <td>{entry.signer ? say(entry.signer.label) : ''}</td>
              <td>{entry.signerName ?? entry.by}</td>
              <td>{entry.way ? t(`archive.ways.${entry.way}`) : ''}</td>
              <td className="file-day">{entry.on}</td>
              <td className="file-signature">
                {entry.evidence.map((sha256) => (
                  <Picture
                    key={sha256}
                    sha256={sha256}
                    label={t('archive.signatureOf', { name: entry.signerName ?? entry.by })}
                  />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </PartOf>
  )
}

/** A picture of the evidence; what is none, or has not arrived, is named by its digest. */
function Picture({ sha256, label }: { readonly sha256: string; readonly label: string }) {
  const [isPicture, setPicture] = useState(true)
  if (!isPicture) return <code>{sha256.slice(0, 16)}…</code>
  return (
    <img src={evidenceUrl(sha256)} alt={label} className="file-picture" onError={() => setPicture(false)} />
  )
}

export function Minutes({ item }: Part) {
  const { t, say } = useWords()
  const met = standing(item, 'met')
  if (met.length === 0) return <PartOf part="minutes" none={t('archive.none.minutes')} />
  return (
    <PartOf part="minutes">
      {met.map((entry) => (
        <div key={entry.id} className="file-meeting">
          <h3>
            {say(stepLabel(item, entry.step))} {entry.on}
          </h3>
          <Lines
            lines={[
              ...(entry.meeting
                ? ([
                    [t('archive.meetingPlace'), entry.meeting.place],
                    [t('archive.chair'), entry.meeting.chair],
                    [t('archive.recorder'), entry.meeting.recorder],
                    [
                      t('archive.present', { number: entry.meeting.present.length }),
                      entry.meeting.present.join(t('app.comma')),
                    ],
                  ] as const)
                : []),
              [
                t('archive.votes'),
                (entry.votes ?? [])
                  .map(({ vote, count }) =>
                    t('archive.vote', { vote: say(vote.label), number: grouped(count) }),
                  )
                  .join(t('app.comma')) || t('archive.noVotes'),
              ],
              ...(entry.meeting ? ([[t('archive.minutes'), entry.meeting.minutes]] as const) : []),
              [t('archive.evidence'), <Digests key="evidence" entry={entry} />],
            ]}
          />
        </div>
      ))}
    </PartOf>
  )
}

export function ObjectionsPart({ item }: Part) {
  const { t, say } = useWords()
  if (item.objections.length === 0) return <PartOf part="objections" none={t('archive.none.objections')} />
  return (
    <PartOf part="objections">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('archive.day')}</th>
            <th scope="col">{t('archive.step')}</th>
            <th scope="col">{t('archive.said')}</th>
            <th scope="col">{t('archive.found')}</th>
            <th scope="col">{t('archive.answer')}</th>
          </tr>
        </thead>
        <tbody>
          {item.objections.map((objection) => (
            <tr key={objection.id}>
              <td className="file-day">{objection.on}</td>
              <td>{say(stepLabel(item, objection.step))}</td>
              <td>{objection.text}</td>
              <td>
                {objection.upheld === null
                  ? t('archive.unanswered')
                  : t(objection.upheld ? 'archive.upheld' : 'archive.rejected')}
              </td>
              <td>{objection.answer ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PartOf>
  )
}

/** In the order in which they were made: decisions, withdrawals, returns and what was put off. */
const deciding = new Set(['decided', 'deferred', 'withdrawn', 'reopened', 'moved'])

export function Decisions({ item }: Part) {
  const { t, say } = useWords()
  const decided = item.entries.filter(({ kind, takenBack }) => deciding.has(kind) && takenBack === null)
  if (decided.length === 0) return <PartOf part="decisions" none={t('archive.none.decisions')} />
  return (
    <PartOf part="decisions">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('archive.day')}</th>
            <th scope="col">{t('archive.step')}</th>
            <th scope="col">{t('archive.decision')}</th>
            <th scope="col">{t('archive.who')}</th>
            <th scope="col">{t('archive.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {decided.map((entry) => (
            <tr key={entry.id}>
              <td className="file-day">{entry.on}</td>
              <td>{say(stepLabel(item, entry.step))}</td>
              <td>
                {entry.outcome ? say(entry.outcome.label) : t(`archive.acts.${entry.kind as 'withdrawn'}`)}
              </td>
              <td className="file-by">
                {entry.by}
                <span className="block">{say(entry.actor.label)}</span>
              </td>
              <td>{entry.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="file-sides">
        <p>{t('archive.handled')}</p>
        <p>{t('archive.sealed')}</p>
      </div>
    </PartOf>
  )
}

/** The digests of what an entry rests on; the files themselves are listed at the end. */
function Digests({ entry }: { readonly entry: CaseEntry }) {
  const { t } = useWords()
  if (entry.evidence.length === 0) return <>{t('archive.noEvidence')}</>
  return (
    <>
      {entry.evidence.map((sha256) => (
        <code key={sha256} className="block">
          {sha256}
        </code>
      ))}
    </>
  )
}
