import type { Plan } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { useWords } from '../../../words/index.ts'
import { AboveChoice } from '../filing/above-choice.tsx'
import { keepPlan } from '../queries.ts'
import { ReasonForm } from './reason-form.tsx'

/** Which plan of the level above this one carries out, named or taken back later. */
export function AboveForm({ plan, close }: { readonly plan: Plan; readonly close: () => void }) {
  const { t } = useWords()
  const id = useId()
  const queryClient = useQueryClient()
  const [above, setAbove] = useState(plan.above?.id ?? '')
  const change = useMutation({
    mutationFn: (reason: string) =>
      api.changePlan({
        params: { id: plan.id },
        body: { id: newRecordId(), above: above === '' ? null : above, reason },
      }),
    onSuccess: async (changed) => {
      close()
      await keepPlan(queryClient, changed)
    },
  })
  return (
    <div className="panel above-form">
      <AboveChoice id={id} region={plan.region.code} value={above} onChange={setAbove} />
      <ReasonForm
        label={t('plans.reader.reason')}
        button={t('plans.reader.confirm')}
        error={change.error}
        isWorking={change.isPending}
        onSubmit={(reason) => change.mutate(reason)}
        close={close}
      />
    </div>
  )
}
