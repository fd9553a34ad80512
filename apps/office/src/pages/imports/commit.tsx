import type { Import } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { useChange } from './queries.ts'
import { Refusal } from './refusal.tsx'

/** What committing would do, in plain words, and the button that does it. */
export function CommitPanel(props: {
  readonly given: Import
  readonly mayWrite: boolean
  /** Cells were corrected on the page and not checked yet. */
  readonly hasUnsaved: boolean
}) {
  const { t } = useWords()
  const { given } = props
  const counts = given.counts!
  const [leavesOut, setLeavesOut] = useState(false)
  const commit = useChange(given.id, (leaveOutErrors: boolean) =>
    api.commitImport({ params: { id: given.id }, body: leaveOutErrors ? { leaveOutErrors } : {} }),
  )
  const dependent = counts.dependent ?? 0
  const rest = counts.total - counts.error - (counts.error > 0 ? dependent : 0)
  const hasErrors = counts.error > 0
  const mayCommit = props.mayWrite && !props.hasUnsaved && rest > 0 && (!hasErrors || leavesOut)
  const figures = {
    newHouseholds: grouped(counts.newHouseholds),
    newPersons: grouped(counts.newPersons),
    changedHouseholds: grouped(counts.changedHouseholds),
    changedPersons: grouped(counts.changedPersons),
  }
  const hasStatus = given.columns.some(
    ({ key }) => key === 'household.status' || key === 'village.villageStatus',
  )
  return (
    <section className="panel commit-panel" aria-labelledby="commit-panel">
      <h2 id="commit-panel">{t('imports.commit.title')}</h2>
      {counts.total === counts.unchanged ? (
        <p>{t('imports.commit.same')}</p>
      ) : (
        <p>{t('imports.preview.summary', figures)}</p>
      )}
      {counts.warning > 0 && (
        <p className="quiet">{t('imports.preview.warnings', { rows: grouped(counts.warning) })}</p>
      )}
      {given.repairs > 0 && (
        <p className="quiet">{t('imports.preview.repaired', { count: given.repairs })}</p>
      )}
      {hasStatus && <p className="quiet">{t('imports.commit.status')}</p>}
      {hasErrors && rest > 0 && (
        <>
          <p>{t('imports.commit.errors', { errors: grouped(counts.error) })}</p>
          {props.mayWrite && (
            <label className="check">
              <input
                type="checkbox"
                checked={leavesOut}
                aria-describedby="leave-out"
                onChange={(event) => setLeavesOut(event.target.checked)}
              />
              <span>{t('imports.commit.leaveOut', { errors: grouped(counts.error) })}</span>
            </label>
          )}
          <p id="leave-out" className="hint">
            {t('imports.commit.leaveOutText', {
              rows: grouped(rest),
              errors: grouped(counts.error),
              dependentText:
                dependent > 0 ? t('imports.commit.dependentText', { rows: grouped(dependent) }) : '',
            })}
          </p>
        </>
      )}
      {!hasErrors && (
        <p>
          {t('imports.commit.clean', { rows: grouped(rest) })} {t('imports.commit.all')}
        </p>
      )}
      {hasErrors && rest <= 0 && <p className="fault">{t('imports.commit.nothingLeft')}</p>}
      <Refusal error={commit.error} />
      {props.mayWrite && (
        <p className="record-actions">
          <button
            type="button"
            className="button button-primary"
            disabled={!mayCommit || commit.isPending}
            onClick={() => commit.mutate(hasErrors)}
          >
            {commit.isPending ? t('imports.commit.going') : t('imports.commit.go', { rows: grouped(rest) })}
          </button>
          <Link className="button button-quiet" to="." search={(before) => ({ ...before, step: 'map' })}>
            {t('imports.preview.mapAgain')}
          </Link>
        </p>
      )}
    </section>
  )
}
