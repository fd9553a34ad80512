import type { Complaint } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.ts'
import './complaints.css'

/** What was said, beside the work that it leads to. */
export function Said({ complaint }: { readonly complaint: Complaint }) {
  const { t } = useWords()
  const { kind, about, received, channel } = complaint
  return (
    <section className="panel complaint-beside" aria-labelledby="said-beside">
      <div className="panel-head">
        <h2 id="said-beside">
          {t(`complaints.kinds.${kind}`)} · {t(`complaints.abouts.${about}`)}
        </h2>
        <Link to="/complaints/$id" params={{ id: complaint.id }} search={{}} className="push">
          {t('complaints.seeWhole')}
        </Link>
      </div>
      <p className="complaint-words">{complaint.said}</p>
      <p className="quiet">
        <span className="figure">{received}</span> · {t(`complaints.channels.${channel}`)} ·{' '}
        {complaint.region.map(({ name }) => name).join(' ')}
      </p>
      {kind === 'application' && complaint.name !== null && (
        <p>
          <span className="quiet">{t('complaints.name')}</span> {complaint.name}
        </p>
      )}
      <p className="hint">{t('complaints.confidential')}</p>
    </section>
  )
}
