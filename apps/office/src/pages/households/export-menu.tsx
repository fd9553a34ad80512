import { routes, urlOf } from '@lika/contract'
import { Disclosure } from '../../app/frame/disclosure.tsx'
import { SaveLink, SavingRefusal, useSaving } from '../../parts/save-link.tsx'
import { useWords } from '../../words/index.ts'
import type { List } from './address.ts'

/** The list as it stands here, as a file or on paper: the same filter, order and columns. */
export function ExportMenu(props: {
  readonly list: List
  readonly canExport: boolean
  readonly onPrint: () => void
}) {
  const { t } = useWords()
  const { list } = props
  const saving = useSaving()
  const href = (format: 'xlsx' | 'csv') =>
    urlOf(routes.exports.exportHouseholds, {
      query: {
        ...list.filter,
        format,
        columns: list.columns.join(','),
        ...(list.search.sort === undefined ? {} : { sort: list.search.sort }),
      },
    })
  return (
    <>
      <SavingRefusal saving={saving} />
      <Disclosure
        align="end"
        label={t('households.exportOpen')}
        button={<span aria-hidden>{t('households.exportOpen')} ▾</span>}
      >
        {(close) => (
          <ul className="hh-menu">
            {props.canExport &&
              (['xlsx', 'csv'] as const).map((format) => (
                <li key={format}>
                  <SaveLink href={href(format)} saving={saving} onStart={close}>
                    {t(`households.export.${format}`)}
                  </SaveLink>
                </li>
              ))}
            <li>
              <button
                type="button"
                onClick={() => {
                  close()
                  props.onPrint()
                }}
              >
                {t('households.print')}
              </button>
            </li>
          </ul>
        )}
      </Disclosure>
    </>
  )
}
