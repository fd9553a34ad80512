import type { PolicyItem } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fetched } from '../../../parts/fetched.tsx'
import { useWords } from '../../../words/index.ts'
import { packTestsQuery } from '../queries.ts'
import { TestTable } from '../tests/test-table.tsx'

/** How tests name what they expect of an item; only these are expected of anything. */
const prefixes: Readonly<Record<string, string>> = {
  criteria: '',
  derived: 'derived.',
  entitlements: 'entitlements.',
}

/** The tests of the item's pack that check it. */
export function ItemTests({ item }: { readonly item: PolicyItem }) {
  const prefix = prefixes[item.part]
  return prefix === undefined ? null : <Tests item={item} what={`${prefix}${item.id}`} />
}

function Tests({ item, what }: { readonly item: PolicyItem; readonly what: string }) {
  const { t } = useWords()
  const { pack } = item.origin
  const query = useQuery(packTestsQuery(pack))
  return (
    <section className="panel table-scroll item-part">
      <div className="panel-head">
        <h2>{t('policyItem.tests')}</h2>
        <Link className="push in-text" to="/policy" search={{ tab: 'tests', pack }}>
          {t('policyItem.allTests')}
        </Link>
      </div>
      <Fetched query={query} lines={4}>
        {(tests) => {
          const cases = tests.cases.filter(
            ({ results, set }) =>
              results.some((each) => each.what === what) && (item.part !== 'criteria' || set === item.of),
          )
          return cases.length === 0 ? (
            <p className="quiet">{t('policyItem.testsNone')}</p>
          ) : (
            <TestTable tests={tests} cases={cases} of={what} />
          )
        }}
      </Fetched>
    </section>
  )
}
