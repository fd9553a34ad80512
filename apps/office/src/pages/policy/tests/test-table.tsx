import type { PackTests, TestedFact } from '@lika/contract'
import { Mark } from '../../../parts/outcome.tsx'
import { useWords } from '../../../words/index.ts'
import { zh } from '../../../words/zh.ts'

type Case = PackTests['cases'][number]
type OutcomeWord = keyof typeof zh.tests.outcome

/** More facts than these stand behind "all that is given". */
const SHOWN = 4

/** What a result is called: a criterion by its label, `overall` and `missing` by their words. */
export function useChecked(tests: Pick<PackTests, 'labels'>): (what: string) => string {
  const { t, say } = useWords()
  return (what) => {
    if (what === 'overall') return t('tests.overall')
    if (what === 'missing') return t('tests.missing')
    const label = tests.labels[what]
    return label ? say(label) : what
  }
}

/** Each test with what it is given, what it expects and what came out. */
export function TestTable(props: {
  readonly tests: PackTests
  readonly cases: readonly Case[]
  /** Only what concerns this criterion, formula or entitlement. */
  readonly of?: string | undefined
}) {
  const { t } = useWords()
  return (
    <table className="table tests">
      <caption className="unseen">{t('policy.tabs.tests')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('tests.name')}</th>
          <th scope="col">{t('tests.given')}</th>
          <th scope="col">
            {t('tests.of')} · {t('tests.expected')} · {t('tests.actual')}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.cases.map((each) => (
          <Row key={`${each.file} ${each.line}`} case_={each} tests={props.tests} of={props.of} />
        ))}
      </tbody>
    </table>
  )
}

function Row(props: { readonly case_: Case; readonly tests: PackTests; readonly of: string | undefined }) {
  const { t } = useWords()
  const nameOf = useChecked(props.tests)
  const { case_: each, of } = props
  const results = of === undefined ? each.results : each.results.filter(({ what }) => what === of)
  return (
    <tr data-passed={each.passed}>
      <th scope="row">
        <span className="test-name">
          <span className={`mark ${each.passed ? 'mark-met' : 'mark-unmet'}`}>
            <span className="mark-glyph" aria-hidden>
              {each.passed ? '✓' : '✕'}
            </span>
            <span className="unseen">{each.passed ? t('tests.ok') : t('tests.wrong')}</span>
          </span>
          <span lang="en">{each.name}</span>
        </span>
        <span className="block quiet figure">
          {t('tests.asOf', { date: each.date, version: each.version.version })}
        </span>
        <span className="block quiet test-file">{t('tests.file', { file: each.file, line: each.line })}</span>
      </th>
      <td>
        <Given case_={each} tests={props.tests} />
      </td>
      <td>
        <ul className="test-results">
          {results.map(({ what, expected, actual, passed }) => (
            <li key={what} className={passed ? undefined : 'is-wrong'}>
              <span>{nameOf(what)}</span>
              <Found text={expected} />
              {!passed && (
                <>
                  <span aria-hidden>→</span>
                  <strong>
                    {t('tests.actual')}
                    {t('app.colon')}
                    <Found text={actual} />
                  </strong>
                </>
              )}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}

function Found({ text }: { readonly text: string }) {
  const { t } = useWords()
  if (text === 'met' || text === 'unmet' || text === 'undetermined') return <Mark outcome={text} word />
  if (text === '') return <span className="quiet">{t('tests.nothing')}</span>
  return (
    <span className="figure">
      {text in zh.tests.outcome ? t(`tests.outcome.${text as OutcomeWord}`) : text}
    </span>
  )
}

/** What the test says itself, and behind a fold all of it, with what it takes over. */
function Given({ case_, tests }: { readonly case_: Case; readonly tests: PackTests }) {
  const { t } = useWords()
  const all = allFacts(case_, tests)
  const own = case_.facts.slice(0, SHOWN)
  const rest = case_.facts.length - own.length
  return (
    <>
      <ul className="test-facts">
        {own.map((fact) => (
          <Fact key={keyOf(fact)} fact={fact} />
        ))}
        {rest > 0 && <li className="quiet">{t('tests.more', { count: rest })}</li>}
      </ul>
      {case_.base !== undefined && (
        <span className="block quiet" lang="en">
          {t('tests.base', { base: case_.base })}
        </span>
      )}
      {all.length > own.length && (
        <details>
          <summary>
            {t('tests.allFacts')} <span className="figure quiet">{all.length}</span>
          </summary>
          <ul className="test-facts is-all">
            {all.map((fact) => (
              <Fact key={keyOf(fact)} fact={fact} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const keyOf = ({ id, element }: TestedFact) => `${element?.list.en ?? ''}${element?.number ?? ''} ${id}`

function Fact({ fact }: { readonly fact: TestedFact }) {
  const { t, say } = useWords()
  return (
    <li>
      <span className="quiet">
        {fact.element &&
          `${t('tests.element', { list: say(fact.element.list), number: fact.element.number })} `}
        {say(fact.label)}
      </span>{' '}
      <span className="figure">{say(fact.value)}</span>
    </li>
  )
}

/** The facts of the tests that it starts from, with its own in their place. */
function allFacts(case_: Case, tests: PackTests): TestedFact[] {
  const line: { readonly facts: readonly TestedFact[] }[] = [case_]
  let base = case_.base
  while (base !== undefined && line.length < 20) {
    const wanted = base
    const found = [...tests.cases, ...tests.bases].find(
      ({ name, file }) => name === wanted && file === case_.file,
    )
    if (!found) break
    line.unshift(found)
    base = found.base
  }
  const facts = new Map<string, TestedFact>()
  for (const { facts: own } of line) {
    // A list is replaced as a whole.
    const lists = new Set(own.flatMap(({ element }) => (element ? [element.list.en] : [])))
    for (const [key, { element }] of facts) if (element && lists.has(element.list.en)) facts.delete(key)
    for (const fact of own) facts.set(keyOf(fact), fact)
  }
  return [...facts.values()]
}
