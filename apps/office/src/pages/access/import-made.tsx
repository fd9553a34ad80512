import type { AccountImport } from '@lika/contract'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { timeText } from '../imports/refusal.tsx'
import { saveBlob } from '../imports/upload.ts'
import { accountImportsQuery } from './queries.ts'
import { ReasonForm } from './reason-form.tsx'

/** What was just made, and the codes that let its people in. */
export function ImportMade({ given }: { readonly given: AccountImport }) {
  const { t } = useWords()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  return (
    <section className="panel batch record-form" aria-labelledby="made">
      <h2 id="made" ref={head} tabIndex={-1}>
        {t('batch.made', { count: given.accounts })}
      </h2>
      <p>
        <Link to="/access" search={{ import: given.id }}>
          {t('batch.see', { count: given.accounts })}
        </Link>
      </p>
      <p className="quiet">{t('batch.inviteText')}</p>
      <Invite given={given} />
    </section>
  )
}

function Invite({ given }: { readonly given: AccountImport }) {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const invite = useMutation({
    mutationFn: async (reason: string) => {
      const file = await api.inviteImported({ params: { id: given.id }, body: { reason } })
      saveBlob(file, t('batch.inviteName'))
    },
    // The codes are in the file alone.
    gcTime: 0,
    onSuccess: () => {
      setOpen(false)
      return queryClient.invalidateQueries({ queryKey: ['listAccountImports'] })
    },
  })
  if (isOpen) {
    return (
      <ReasonForm
        title={t('batch.invite')}
        text={t('batch.inviteAgain', { count: given.waiting })}
        isPending={invite.isPending}
        error={invite.error}
        act={({ reason }) => invite.mutate(reason)}
        close={() => {
          invite.reset()
          setOpen(false)
        }}
      />
    )
  }
  return (
    <>
      {given.mayInvite && (
        <p>
          <button type="button" className="button" onClick={() => setOpen(true)}>
            {t('batch.invite')}
          </button>
        </p>
      )}
      {invite.isSuccess && <p role="status">{t('batch.invited')}</p>}
    </>
  )
}

/** Sheets of before, and how many of each have not come in yet. */
export function PastImports({ but }: { readonly but: string | undefined }) {
  const { t } = useWords()
  const { region } = usePlace()
  const list = useInfiniteQuery(accountImportsQuery(region))
  const items = list.data?.pages.flatMap((page) => page.items).filter(({ id }) => id !== but)
  if (list.error && !items) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (!items || items.length === 0) return null
  return (
    <section className="panel access-section" aria-labelledby="past">
      <h2 id="past">{t('batch.past')}</h2>
      <div className="table-scroll">
        <table className="table">
          <caption className="unseen">{t('batch.past')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('batch.file')}</th>
              <th scope="col">{t('access.column.region')}</th>
              <th scope="col">{t('access.column.by')}</th>
              <th scope="col">{t('access.column.why')}</th>
              <th scope="col" className="number">
                {t('access.column.accounts')}
              </th>
              <th scope="col" className="number">
                {t('batch.waiting')}
              </th>
              <th scope="col">{t('access.column.act')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((given) => (
              <tr key={given.id}>
                <th scope="row">{given.fileName}</th>
                <td>{given.region.name}</td>
                <td className="figure">
                  {t('access.byAt', { by: given.madeBy, at: timeText(given.madeAt) })}
                </td>
                <td>{given.reason}</td>
                <td className="number">
                  <Link
                    to="/access"
                    search={{ import: given.id }}
                    aria-label={t('batch.see', { count: given.accounts })}
                  >
                    {given.accounts}
                  </Link>
                </td>
                <td className="number">
                  <Link
                    to="/access"
                    search={{ import: given.id, choice: 'neverUsed' }}
                    aria-label={t('batch.seeWaiting', { count: given.waiting })}
                  >
                    {given.waiting}
                  </Link>
                </td>
                <td>
                  <Invite given={given} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {list.hasNextPage && (
        <div className="list-foot">
          <button
            type="button"
            className="button"
            disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t('list.more')}
          </button>
        </div>
      )}
    </section>
  )
}
