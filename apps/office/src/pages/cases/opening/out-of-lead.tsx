import type { CaseItem } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import { SaidByList } from '../../leads/lead.tsx'
import { leadQuery } from '../../leads/queries.ts'
import { Opened } from './opened.tsx'
import { OutOfLeads } from './out-of-leads.tsx'

/** A case out of one lead; what the list says stands beside. */
export function OutOfLead({ id }: { readonly id: string }) {
  const { t } = useWords()
  const query = useQuery(leadQuery(id))
  const { procedure } = useSearch({ from: '/frame/cases/new' })
  const navigate = useNavigate({ from: '/cases/new' })
  const [opened, setOpened] = useState<readonly CaseItem[]>()
  const back = (
    <Link className="button" to="/leads" search={{}}>
      {t('leads.toLeads')}
    </Link>
  )
  return (
    <Fetched query={query} lines={10}>
      {(lead) => (
        <div className="new-beside">
          <div className="new-case">
            {opened ? (
              <Opened items={opened}>{back}</Opened>
            ) : lead.may.includes('open') ? (
              <div className="panel">
                <h2 className="chosen-name">
                  {lead.household.headName ?? t('households.nameUnknown')}{' '}
                  <span className="quiet">{lead.region.map(({ name }) => name).join(' ')}</span>
                </h2>
                <OutOfLeads
                  leads={[lead]}
                  procedure={procedure}
                  onProcedure={(chosen) =>
                    void navigate({ search: (before) => ({ ...before, procedure: chosen }), replace: true })
                  }
                  onOpened={setOpened}
                />
              </div>
            ) : (
              <div className="panel">
                <Notice mark="—" title={t('leads.missing')} text={t('leads.missingText')}>
                  {back}
                </Notice>
              </div>
            )}
          </div>
          <SaidByList lead={lead} />
        </div>
      )}
    </Fetched>
  )
}
