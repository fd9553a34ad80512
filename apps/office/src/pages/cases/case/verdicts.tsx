import type { Case } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { Mark } from '../../../parts/outcome.tsx'
import { useWords } from '../../../words/index.ts'

/** The verdicts of today that the procedure asks about, each with the way to its explanation. */
export function Verdicts({ of }: { readonly of: Case }) {
  const { t, say } = useWords()
  const { can } = usePlace()
  if (of.verdicts.length === 0) return null
  const village = of.region.find(({ code }) => code.length === 12)
  return (
    <section className="panel" aria-labelledby="case-verdicts">
      <div className="panel-head">
        <h2 id="case-verdicts">{t('cases.verdicts')}</h2>
      </div>
      <ul className="case-verdicts">
        {of.verdicts.map(({ set, title, outcome }) => (
          <li key={set}>
            {outcome ? (
              <Mark outcome={outcome} word />
            ) : (
              <span className="quiet">{t('cases.notJudged')}</span>
            )}
            <span>{say(title)}</span>
          </li>
        ))}
      </ul>
      {can('registry.read') && of.subject.kind === 'household' && (
        <Link to="/households/$id" params={{ id: of.subject.id }} search={{}}>
          {t('cases.whyVerdict')}
        </Link>
      )}
      {can('registry.read') && of.subject.kind === 'village' && village && (
        <Link to="/villages/$code" params={{ code: village.code }} search={{}}>
          {t('cases.whyVerdict')}
        </Link>
      )}
    </section>
  )
}
