import type { PackTests, PolicyPack } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import { packTestsQuery } from '../queries.ts'
import { TestTable, useChecked } from './test-table.tsx'

/** Where nobody chose: the standard that most people ask for. */
const FIRST_TOPIC = 'household-exit'

/** The tests of the packs in force, run on the server, pack by pack. */
export function TestsTab({ packs }: { readonly packs: readonly PolicyPack[] }) {
  const { t, say } = useWords()
  const { pack } = useSearch({ from: '/frame/policy' })
  const navigate = useNavigate({ from: '/policy' })
  const tested = packs.filter((each) => each.tested)
  if (tested.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('tests.noPacks')} text={t('tests.noneText')} />
      </div>
    )
  }
  const chosen =
    tested.find((each) => each.pack === pack) ??
    tested.findLast(({ topic }) => topic === FIRST_TOPIC) ??
    tested[0]!
  return (
    <>
      <label className="filter test-pack">
        <span>{t('tests.choose')}</span>
        <select
          className="input"
          value={chosen.pack}
          onChange={(event) =>
            void navigate({
              search: (before) => ({ ...before, pack: event.target.value, of: undefined, failed: undefined }),
              replace: true,
            })
          }
        >
          {tested.map((each) => (
            <option key={each.pack} value={each.pack}>
              {say(each.title)}（{each.pack}）
            </option>
          ))}
        </select>
      </label>
      <Results key={chosen.pack} pack={chosen.pack} />
    </>
  )
}

function Results({ pack }: { readonly pack: string }) {
  const { t } = useWords()
  const query = useQuery(packTestsQuery(pack))
  return (
    <>
      {query.isPending && (
        <p className="quiet" role="status">
          {t('tests.running')}
        </p>
      )}
      <Fetched query={query} lines={10}>
        {(tests) => <Cases tests={tests} />}
      </Fetched>
    </>
  )
}

function Cases({ tests }: { readonly tests: PackTests }) {
  const { t } = useWords()
  const { of, failed } = useSearch({ from: '/frame/policy' })
  const navigate = useNavigate({ from: '/policy' })
  const nameOf = useChecked(tests)
  if (tests.cases.length === 0 && tests.problems.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('tests.none')} text={t('tests.noneText')} />
      </div>
    )
  }
  const checked = [...new Set(tests.cases.flatMap(({ results }) => results.map(({ what }) => what)))]
  const shown = tests.cases.filter(
    (each) =>
      (failed === undefined || !each.passed) &&
      (of === undefined || each.results.some(({ what }) => what === of)),
  )
  const change = (changed: { readonly [key: string]: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  return (
    <>
      <search className="filters" aria-label={t('list.filters')}>
        <p className="test-sums figure" role="status">
          <span className="mark mark-met">
            <span className="mark-glyph" aria-hidden>
              ✓
            </span>
            {t('tests.passed', { count: tests.passed })}
          </span>
          <span className={tests.failed > 0 ? 'mark mark-unmet' : 'mark'}>
            <span className="mark-glyph" aria-hidden>
              ✕
            </span>
            {t('tests.failed', { count: tests.failed })}
          </span>
          {tests.problems.length > 0 && (
            <span className="tag tag-warn">{t('tests.problems', { count: tests.problems.length })}</span>
          )}
        </p>
        <label className="filter">
          <span>{t('tests.of')}</span>
          <select
            className="input"
            value={of ?? ''}
            onChange={(event) => change({ of: event.target.value || undefined })}
          >
            <option value="">{t('tests.ofAll')}</option>
            {checked.map((what) => (
              <option key={what} value={what}>
                {nameOf(what)}
              </option>
            ))}
          </select>
        </label>
        <label className="policy-check">
          <input
            type="checkbox"
            checked={failed !== undefined}
            onChange={(event) => change({ failed: event.target.checked ? 'yes' : undefined })}
          />
          {t('tests.onlyFailed')}
        </label>
        <p className="list-count figure">{t('policy.count', { count: shown.length })}</p>
      </search>
      {tests.problems.length > 0 && <Problems problems={tests.problems} />}
      {shown.length === 0 ? (
        <div className="panel">
          <Notice mark="0" title={t('tests.noMatch')} />
        </div>
      ) : (
        <section className="panel table-scroll">
          <TestTable tests={tests} cases={shown} of={of} />
        </section>
      )}
    </>
  )
}

function Problems({ problems }: { readonly problems: PackTests['problems'] }) {
  const { t, say } = useWords()
  return (
    <section className="panel test-problems">
      <h2>{t('tests.problemsTitle')}</h2>
      <ul>
        {problems.map(({ file, line, item, message }) => (
          <li key={`${file} ${line} ${item} ${message.en}`}>
            {say(message)} <code className="quiet">{item}</code>{' '}
            <span className="quiet">{t('tests.file', { file, line })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
