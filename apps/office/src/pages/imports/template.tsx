import { routes, urlOf } from '@lika/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { useWords } from '../../words/index.ts'
import { fieldsQuery } from './queries.ts'
import { Refusal } from './refusal.tsx'
import { saveFile } from './upload.ts'

const extents = ['Usual', 'All', 'Some'] as const
type Extent = (typeof extents)[number]

/** Which columns the template shall have. */
export function TemplatePanel({ close }: { readonly close: () => void }) {
  const { t, say } = useWords()
  const { region } = usePlace()
  const search = useSearch({ from: '/frame/imports' })
  const navigate = useNavigate({ from: '/imports' })
  const kind = search.kind === 'villages' ? 'villages' : 'households'
  const fields = useQuery(fieldsQuery(kind))
  const [extent, setExtent] = useState<Extent>('Usual')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const download = useMutation({
    mutationFn: () => {
      const groups = extent === 'All' ? 'all' : extent === 'Some' ? [...chosen].join(',') : ''
      const query = { region, ...(groups === '' ? {} : { groups }) }
      return saveFile(urlOf(routes.imports.getImportTemplate, { params: { kind }, query }))
    },
  })
  const toggle = (group: string) => {
    const next = new Set(chosen)
    if (!next.delete(group)) next.add(group)
    setChosen(next)
  }
  return (
    <section className="panel new-import" aria-labelledby="template">
      <div className="panel-head">
        <h2 id="template">{t('imports.templateTitle')}</h2>
        <button type="button" className="button button-quiet button-small push" onClick={close}>
          {t('imports.upload.close')}
        </button>
      </div>
      <p className="quiet prose">{t('imports.templateText')}</p>
      <div className="toggles">
        {(['households', 'villages'] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="template-kind"
              checked={kind === each}
              onChange={() => {
                setChosen(new Set())
                void navigate({
                  search: (before) => ({ ...before, kind: each === 'households' ? undefined : each }),
                  replace: true,
                })
              }}
            />
            {t(`imports.kinds.${each}`)}
          </label>
        ))}
      </div>
      <div className="extents" role="radiogroup" aria-label={t('imports.templateTitle')}>
        {extents.map((each) => (
          <label key={each} className="check">
            <input type="radio" name="extent" checked={extent === each} onChange={() => setExtent(each)} />
            <span>
              {t(`imports.template${each}`)}
              {each === 'Usual' && <span className="quiet block">{t('imports.templateUsualText')}</span>}
            </span>
          </label>
        ))}
      </div>
      {extent === 'Some' && (
        <Fetched query={fields} lines={3}>
          {(data) => {
            const groups = Map.groupBy(
              data.fields.filter(({ always }) => !always),
              ({ groupId }) => groupId,
            )
            return (
              <fieldset className="group-choice">
                <legend className="unseen">{t('imports.templateSome')}</legend>
                {[...groups].map(([id, members]) => (
                  <label key={id} className="check">
                    <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
                    <span>
                      {say(members[0]!.group)}{' '}
                      <span className="quiet">{t('imports.templateFields', { count: members.length })}</span>
                    </span>
                  </label>
                ))}
              </fieldset>
            )
          }}
        </Fetched>
      )}
      <p className="hint">{t('imports.templateAlways')}</p>
      <Refusal error={download.error} />
      <p className="record-actions">
        <button
          type="button"
          className="button button-primary"
          disabled={download.isPending || (extent === 'Some' && chosen.size === 0)}
          onClick={() => download.mutate()}
        >
          {download.isPending ? t('imports.downloading') : t('imports.templateGo')}
        </button>
      </p>
    </section>
  )
}
