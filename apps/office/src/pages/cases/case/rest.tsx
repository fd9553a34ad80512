import type { Case } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../../words/index.ts'
import type { Mays } from './may.ts'

/** What is seldom done, each with its reason: going over to the version in force, and withdrawing. */
export function Rest({ of, mays }: { readonly of: Case; readonly mays: Mays }) {
  const { t } = useWords()
  const may = (kind: string) => mays.find((each) => each.kind === kind)
  const [moved, withdrawn] = [may('moved'), may('withdrawn')]
  if (!of.newer && !withdrawn) return null
  return (
    <section className="panel case-rest" aria-labelledby="case-rest">
      <div className="panel-head">
        <h2 id="case-rest">{t('cases.rest')}</h2>
      </div>
      {of.newer && (
        <p>
          {t('cases.newer', { version: `${of.newer.pack} ${of.newer.version}` })}{' '}
          {moved && (
            <Link
              className="button button-small"
              to="."
              search={(before) => ({ ...before, act: 'moved', at: moved.step })}
              replace
            >
              {t('cases.act.moved')}
            </Link>
          )}
        </p>
      )}
      {withdrawn && (
        <p>
          <span className="quiet">{t('cases.withdrawHint')}</span>{' '}
          <Link
            className="button button-small"
            to="."
            search={(before) => ({ ...before, act: 'withdrawn', at: withdrawn.step })}
            replace
          >
            {t('cases.act.withdrawn')}
          </Link>
        </p>
      )}
    </section>
  )
}
