import type { Case } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { CaseLink } from '../../../parts/cases/links.tsx'
import { Fetched } from '../../../parts/fetched.tsx'
import { PaperScroll } from '../../../parts/paper.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { caseQuery } from '../queries.ts'
import { Attachments } from './attachments.tsx'
import { Cover } from './cover.tsx'
import { Decisions, Entry, Minutes, ObjectionsPart, Signatures } from './entries.tsx'
import { NoticesPart } from './notices-part.tsx'
import { VerdictPart } from './verdict-part.tsx'
import './archive.css'

/** 县有档: the whole file of a case, as it is printed, signed and kept. */
export function CaseArchivePage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/cases/$id/archive' })
  const query = useQuery(caseQuery(id))
  useTitle(t('archive.title'))
  return (
    <Fetched query={query} lines={14}>
      {(item) => (
        <>
          <div className="page-head no-print">
            <h1>{t('archive.title')}</h1>
            <CaseLink id={item.id}>{t('archive.backToCase')}</CaseLink>
            <button type="button" className="button button-primary push-end" onClick={() => window.print()}>
              {t('archive.print')}
            </button>
          </div>
          <Paper item={item} />
        </>
      )}
    </Fetched>
  )
}

function Paper({ item }: { readonly item: Case }) {
  const { t } = useWords()
  return (
    <PaperScroll label={t('archive.title')}>
      <article className="paper file">
        <Cover item={item} />
        <Entry item={item} />
        <VerdictPart item={item} />
        <Signatures item={item} />
        <Minutes item={item} />
        <NoticesPart item={item} />
        <ObjectionsPart item={item} />
        <Decisions item={item} />
        <Attachments item={item} />
      </article>
    </PaperScroll>
  )
}
