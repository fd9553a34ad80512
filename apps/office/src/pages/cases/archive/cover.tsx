import type { Case } from '@lika/contract'
import { usePlace } from '../../../app/place.ts'
import { useCodes } from '../../../parts/status.tsx'
import { useWords } from '../../../words/index.ts'
import { Lines } from './heading.tsx'
import { attachmentsOf, parts } from './parts.ts'

/** The first page: whose file it is, which procedure it ran, how it ended, and what is in it. */
export function Cover({ item }: { readonly item: Case }) {
  const { t, say } = useWords()
  const { session } = usePlace()
  const status = useCodes(item.subject.kind === 'household' ? 'householdStatus' : 'villageStatus')
  const { subject } = item
  return (
    <header className="file-cover">
      <p className="file-kind">{t('archive.kind')}</p>
      <h1>{t('archive.heading', { procedure: say(item.procedure.label) })}</h1>
      <Lines
        lines={[
          [t(`archive.subject.${subject.kind}`), subject.name ?? t('households.nameUnknown')],
          ...(subject.number ? ([[t('archive.number'), subject.number]] as const) : []),
          [t('archive.place'), item.region.map(({ name }) => name).join(' ')],
          [t('archive.opened'), item.opened],
          [t('archive.ended'), item.ended ?? t('archive.notEnded')],
          [t('archive.outcome'), item.outcome ? say(item.outcome.label) : t('archive.noOutcome')],
          [t('archive.status'), item.status ? status(item.status) : t('archive.noStatus')],
          [
            t('archive.procedure'),
            t('archive.withVersion', {
              procedure: say(item.procedure.label),
              pack: item.runs.pack,
              version: item.runs.version,
            }),
          ],
          [t('archive.case'), <code key="id">{item.id}</code>],
          [t('archive.digest'), <code key="digest">{item.digest}</code>],
        ]}
      />
      <h2>{t('archive.contents')}</h2>
      <ol className="file-contents">
        {parts.map((part) => (
          <li key={part}>
            <a href={`#part-${part}`}>{t(`archive.part.${part}`)}</a>
          </li>
        ))}
      </ol>
      <p className="file-printed">
        {t('archive.printed', {
          day: session.today,
          by: session.account.displayName,
          number: attachmentsOf(item).length,
        })}
      </p>
    </header>
  )
}
