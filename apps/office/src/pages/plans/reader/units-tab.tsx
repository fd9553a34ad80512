import type { Plan } from '@lika/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { useWords } from '../../../words/index.ts'
import { Refusal } from '../../imports/refusal.tsx'
import { planUnitsQuery } from '../queries.ts'

/** The units that a plan names, and which ones of the register they are. */
export function UnitsTab({ plan, mayEdit }: { readonly plan: Plan; readonly mayEdit: boolean }) {
  const { t } = useWords()
  const query = useQuery(planUnitsQuery(plan.id))
  return (
    <Fetched query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Notice mark="0" title={t('plans.unit.none')} />
        ) : (
          <>
            <p className="hint cards-keys">{t('plans.unit.hint')}</p>
            <ul className="cards">
              {items.map((unit) => (
                <UnitRow key={unit.name} plan={plan.id} unit={unit} mayEdit={mayEdit} />
              ))}
            </ul>
          </>
        )
      }
    </Fetched>
  )
}

type Unit = Awaited<ReturnType<typeof api.listPlanUnits>>['items'][number]
type Named = NonNullable<Parameters<typeof api.nameUnit>[0]>['body']

function UnitRow(props: { readonly plan: string; readonly unit: Unit; readonly mayEdit: boolean }) {
  const { t, say } = useWords()
  const { plan, unit, mayEdit } = props
  const [chosen, setChosen] = useState(unit.suggestions[0]?.id ?? '')
  const queryClient = useQueryClient()
  const name = useMutation({
    mutationFn: (body: Named) => api.nameUnit({ params: { id: plan }, body }),
    onSuccess: () =>
      Promise.all(
        ['listPlanUnits', 'getPlanPart', 'listDuties', 'countDuties'].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  })
  return (
    <li className="card">
      <h3 className="unit-title">{unit.name}</h3>
      <p className="card-facts">
        <span>{t('plans.unit.tasks', { count: unit.tasks })}</span>
        {unit.department && <span>{say(unit.department.label)}</span>}
        {unit.unit ? (
          <span className="state state-accepted">
            {t('plans.unit.known')}
            {t('app.colon')}
            {unit.unit.name}
          </span>
        ) : (
          <span className="state state-open">{t('plans.unit.unknown')}</span>
        )}
      </p>
      {mayEdit && !unit.unit && (
        <div className="card-acts">
          {unit.suggestions.length > 0 && (
            <>
              <select
                className="input"
                aria-label={`${t('plans.unit.choose')} ${unit.name}`}
                value={chosen}
                onChange={(event) => setChosen(event.target.value)}
              >
                {unit.suggestions.map(({ id, name: label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </select>
              <button
                type="button"
                className="button button-small"
                disabled={name.isPending || chosen === ''}
                onClick={() => name.mutate({ name: unit.name, unit: chosen })}
              >
                {t('plans.unit.is')}
              </button>
            </>
          )}
          <button
            type="button"
            className="button button-small button-quiet"
            disabled={name.isPending}
            onClick={() => name.mutate({ name: unit.name, newUnit: newRecordId() })}
          >
            {t('plans.unit.enter')}
          </button>
        </div>
      )}
      <Refusal error={name.error} />
    </li>
  )
}
