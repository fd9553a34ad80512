import { Link } from '@tanstack/react-router'

/** Parts of a page, the chosen one in the address. */
export function Tabs<K extends string>(props: {
  readonly label: string
  readonly tabs: readonly { readonly id: K; readonly label: string }[]
  readonly current: K
}) {
  const first = props.tabs[0]?.id
  return (
    <nav className="tabs" aria-label={props.label}>
      {props.tabs.map(({ id, label }) => (
        <Link
          key={id}
          to="."
          search={(before) => ({ ...before, tab: id === first ? undefined : id, find: undefined })}
          replace
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          aria-current={id === props.current ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
