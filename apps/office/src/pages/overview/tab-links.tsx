import { Link } from '@tanstack/react-router'

/** Parts of a panel that share its place; which one is shown lies in the address. */
export function TabLinks<K extends string>(props: {
  readonly label: string
  /** Parameter of the address that holds the choice; the first tab is the one without it. */
  readonly of: 'tab' | 'about'
  readonly tabs: readonly { readonly id: K; readonly label: string }[]
  readonly current: K
}) {
  const first = props.tabs[0]?.id
  return (
    <nav className="panel-tabs" aria-label={props.label}>
      {props.tabs.map(({ id, label }) => (
        <Link
          key={id}
          to="/"
          search={(before) => ({ ...before, [props.of]: id === first ? undefined : id })}
          replace
          resetScroll={false}
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          aria-current={id === props.current ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
