import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { regionQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { CaseSections } from '../../../parts/cases/sections.tsx'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { Book } from './book.tsx'
import { Card } from './card.tsx'
import { Files } from './files.tsx'
import { IncidenceSheet } from './incidence-sheet.tsx'
import { Register } from './register.tsx'
import '../../../parts/filters.css'
import './archive.css'

const forms = ['files', 'book', 'register', 'card', 'incidence'] as const
type Form = (typeof forms)[number]
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** 四级档案: the card of a household, the register of a village, the book of a township, the files of a county. */
export function RegistersPage() {
  const { t } = useWords()
  const { region } = usePlace()
  const { form, household, part } = useSearch({ from: '/frame/cases/archive' })
  const current: Form = forms.find((each) => each === form) ?? 'files'
  const number = /^[1-9]\d{0,3}$/.test(part ?? '') ? Number(part) : 1
  const chosen = ID.test(household ?? '') ? household : undefined
  useTitle(t(`archive.forms.${current}`))
  return (
    <>
      <div className="page-head no-print">
        <h1>{t('archive.levels')}</h1>
        {current !== 'files' && (current !== 'card' || chosen) && (
          <button type="button" className="button push-end" onClick={() => window.print()}>
            {t('archive.print')}
          </button>
        )}
      </div>
      <CaseSections />
      <nav className="tabs no-print" aria-label={t('archive.levels')}>
        {forms.map((each) => (
          <Link
            key={each}
            to="/cases/archive"
            search={{ form: each === 'files' ? undefined : each }}
            activeOptions={{ includeSearch: true, exact: true, explicitUndefined: true }}
            aria-current={each === current ? 'page' : undefined}
          >
            {t(`archive.forms.${each}`)}
          </Link>
        ))}
      </nav>
      {current === 'files' && <Files />}
      {current === 'book' && (region.length === 9 ? <Book part={number} /> : <Choose digits={9} />)}
      {current === 'register' && (region.length === 12 ? <Register part={number} /> : <Choose digits={12} />)}
      {current === 'incidence' && (region.length === 12 ? <IncidenceSheet /> : <Choose digits={12} />)}
      {current === 'card' && (chosen ? <Card id={chosen} /> : <ChooseHousehold />)}
    </>
  )
}

/** A book is of a township, a register of a village: the way there leads over the regions below. */
function Choose({ digits }: { readonly digits: 9 | 12 }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const query = useQuery(regionQuery(region, date))
  const level = digits === 9 ? 'town' : 'village'
  const isBelow = region !== 'all' && region.length > digits
  return (
    <div className="panel">
      <Notice
        mark="—"
        title={t(`archive.choose.${level}`)}
        text={t(isBelow ? 'archive.choose.above' : 'archive.choose.below')}
      />
      {isBelow ? (
        <p className="archive-choices">
          <Link
            to="."
            search={(before) => ({ ...before, region: region.slice(0, digits) })}
            className="button"
          >
            {t('archive.choose.up')}
          </Link>
        </p>
      ) : (
        <Fetched query={query} lines={4}>
          {({ children }) => (
            <ul className="archive-choices">
              {children.map(({ code, name }) => (
                <li key={code}>
                  <Link to="." search={(before) => ({ ...before, region: code })} className="button">
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Fetched>
      )}
    </div>
  )
}

function ChooseHousehold() {
  const { t } = useWords()
  return (
    <div className="panel">
      <Notice mark="—" title={t('archive.choose.household')} text={t('archive.choose.householdText')}>
        <Link className="button" to="/cases/archive" search={{ form: 'register' }}>
          {t('archive.forms.register')}
        </Link>
        <Link className="button" to="/households" search={{}}>
          {t('nav.households')}
        </Link>
      </Notice>
    </div>
  )
}
