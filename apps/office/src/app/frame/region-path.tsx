import { DownOutlined } from '@ant-design/icons'
import type { Region } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { regionQuery } from '../../api/queries.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { isInside, usePlace } from '../place.ts'
import { Disclosure } from './disclosure.tsx'

/** From the account's own region down to the one being looked at, and the way further down. */
export function RegionPath() {
  const { t } = useWords()
  const { region, date, session } = usePlace()
  const query = useQuery(regionQuery(region, date))
  const path = (query.data?.path ?? []).filter(({ code }) => isInside(code, session.account.region.code))
  const name =
    query.data?.name ?? (region === session.account.region.code ? session.account.region.name : region)
  return (
    <nav className="region-path" aria-label={t('region.label')}>
      <ol>
        {path.slice(0, -1).map((place) => (
          <li key={place.code}>
            <RegionLink code={place.code}>{place.code === 'all' ? t('region.all') : place.name}</RegionLink>
          </li>
        ))}
        <li>
          <Disclosure
            label={t('region.choose')}
            className="region-menu"
            button={
              <>
                <strong>{region === 'all' ? t('region.all') : name}</strong>
                <DownOutlined aria-hidden />
              </>
            }
          >
            {(close) => <Fetched query={query}>{(data) => <Children region={data} close={close} />}</Fetched>}
          </Disclosure>
        </li>
      </ol>
    </nav>
  )
}

function Children({ region, close }: { readonly region: Region; readonly close: () => void }) {
  const { t } = useWords()
  const { session } = usePlace()
  const [text, setText] = useState('')
  const parent = region.path.at(-2)
  const shown = region.children.filter(({ name, code }) => name.includes(text) || code.startsWith(text))
  return (
    <div className="region-children">
      {parent && isInside(parent.code, session.account.region.code) && (
        <RegionLink code={parent.code} className="region-up">
          ↑ {t('region.up', { name: parent.name })}
        </RegionLink>
      )}
      {region.children.length === 0 ? (
        <p className="quiet">{t('region.none')}</p>
      ) : (
        <>
          <input
            // biome-ignore lint/a11y/noAutofocus: the panel was opened to choose; typing narrows it at once.
            autoFocus
            className="input"
            value={text}
            aria-label={t('region.filter')}
            placeholder={t('region.filter')}
            onChange={(event) => setText(event.target.value)}
          />
          <ul>
            {shown.map((child) => (
              <li key={child.code}>
                <RegionLink code={child.code} onClick={child.children === 0 ? close : () => setText('')}>
                  <span>{child.name}</span>
                  {child.children > 0 && <span className="figure quiet">{grouped(child.children)}</span>}
                </RegionLink>
              </li>
            ))}
          </ul>
          {shown.length === 0 && <p className="quiet">{t('region.noMatch', { text })}</p>}
        </>
      )}
    </div>
  )
}

/** The same page for another region. A page about one household or village leads to the list instead. */
function RegionLink(props: {
  readonly code: string
  readonly className?: string
  readonly onClick?: () => void
  readonly children: React.ReactNode
}) {
  const { pathname } = useLocation()
  const list = /^\/(households|villages)\/./.exec(pathname)?.[1]
  const common = {
    className: props.className ?? '',
    ...(props.onClick ? { onClick: props.onClick } : {}),
  }
  if (list) {
    const to = list === 'households' ? '/households' : '/villages'
    return (
      <Link to={to} search={{ region: props.code }} {...common}>
        {props.children}
      </Link>
    )
  }
  return (
    <Link to="." search={(before) => ({ ...before, region: props.code })} {...common}>
      {props.children}
    </Link>
  )
}
