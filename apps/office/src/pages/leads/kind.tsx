import { useQuery } from '@tanstack/react-query'
import { useWords } from '../../words/index.ts'
import { leadKindsQuery } from './queries.ts'

/** What kinds of lists are called; one that nobody knows any more stands for itself. */
export function useLeadKinds() {
  const { say } = useWords()
  const { data } = useQuery(leadKindsQuery())
  const find = (id: string) => data?.items.find((each) => each.id === id)
  return {
    all: data?.items ?? [],
    find,
    nameOf: (id: string) => {
      const kind = find(id)
      return kind ? say(kind.label) : id
    },
  }
}

/** The name of a kind, and that no document states it where none does. */
export function KindName({ id }: { readonly id: string }) {
  const { t } = useWords()
  const { find, nameOf } = useLeadKinds()
  return (
    <>
      {nameOf(id)}
      {find(id)?.confirmed === false && (
        <>
          {' '}
          <span className="tag" title={t('leads.unconfirmedHint')}>
            {t('leads.unconfirmed')}
          </span>
        </>
      )}
    </>
  )
}
