import type { CaseItem, CaseProcedure, LeadItem } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import { useLeadKinds } from '../../leads/kind.tsx'
import { leadKindsQuery } from '../../leads/queries.ts'
import { keyOf } from '../../leads/selection.ts'
import { proceduresQuery } from '../queries.ts'
import { candidateOf, fittingOf } from './fitting.ts'
import { OpenForm } from './open-form.tsx'
import { useSubjects } from './subjects.ts'
import '../act/act.css'
import './new.css'

interface Props {
  readonly leads: readonly LeadItem[]
  readonly procedure: string | undefined
  readonly onProcedure: (id: string) => void
  readonly onOpened: (items: readonly CaseItem[]) => void
}

/** Cases out of leads of departments' lists: by which of the procedures in force here, for whom it fits, and why. */
export function OutOfLeads(props: Props) {
  const { t, say } = useWords()
  const { region } = usePlace()
  const procedures = useQuery(proceduresQuery(region))
  const kinds = useQuery(leadKindsQuery())
  const channelOf = useChannels()
  return (
    <Fetched query={procedures} lines={2}>
      {({ items }) => {
        const offered = items.filter(
          ({ id, mayOpen, subject }) =>
            mayOpen && subject === 'household' && kinds.data?.procedures.includes(id),
        )
        if (kinds.data && offered.length === 0)
          return <Notice mark="0" title={t('leads.noProcedure')} text={t('leads.noProcedureText')} />
        const current = offered.find(({ id }) => id === props.procedure)
        return (
          <div className="new-case">
            <fieldset className="field">
              <legend>{t('leads.which')}</legend>
              <span className="toggles">
                {offered.map((procedure) => {
                  const count = fittingOf(procedure, props.leads, channelOf).fit.length
                  return (
                    <label key={procedure.id} className={count === 0 ? 'quiet' : undefined}>
                      <input
                        type="radio"
                        name="lead-procedure"
                        disabled={count === 0}
                        checked={procedure.id === current?.id}
                        onChange={() => props.onProcedure(procedure.id)}
                      />
                      {say(procedure.label)}
                      <span className="quiet figure procedure-fits">
                        {count === 0 ? t('leads.fitsNone') : t('leads.fits', { count })}
                      </span>
                    </label>
                  )
                })}
              </span>
            </fieldset>
            {current && <Opening key={current.id} {...props} by={current} />}
          </div>
        )
      }}
    </Fetched>
  )
}

const SHOWN = 20

function Opening({ by, leads, onOpened }: Props & { readonly by: CaseProcedure }) {
  const { t, say } = useWords()
  const chosen = useSubjects(by.id)
  const channelOf = useChannels()
  const { fit, left, same } = fittingOf(by, leads, channelOf)
  const key = fit.map(({ id }) => id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever fits is chosen, until others are ticked.
  useEffect(() => {
    chosen.clear()
    chosen.put(fit.map(candidateOf), true)
  }, [key])
  const reason = useReason(fit)
  const leadOf = new Map(fit.map((lead) => [lead.household.id, lead.id]))
  return (
    <>
      {by.note && <p className="quiet case-note">{say(by.note)}</p>}
      {same > 0 && <p className="quiet">{t('leads.sameHousehold', { count: same })}</p>}
      {left.length > 0 && (
        <div>
          <p>{t('leads.leftOut', { count: left.length })}</p>
          <ul className="opening-left-out">
            {left.slice(0, SHOWN).map(({ lead, why }) => (
              <li key={lead.id}>
                {lead.household.headName ?? t('households.nameUnknown')}
                {t('app.colon')}
                {t(`leads.left.${why}`)}
              </li>
            ))}
          </ul>
          {left.length > SHOWN && (
            <p className="quiet">{t('cases.refusedMore', { count: left.length - SHOWN })}</p>
          )}
        </div>
      )}
      {chosen.items.size > 0 && (
        <OpenForm
          // Ticking another lead of the same list loses nothing; of another list it is another reason.
          key={reason}
          procedure={by}
          chosen={chosen}
          from={{
            key: keyOf(fit),
            channels: [channelOf(fit[0]?.kind ?? '')],
            reason,
            hint: t('leads.openHint'),
            refOf: (subject) => ({ lead: leadOf.get(subject)! }),
          }}
          onOpened={onOpened}
        />
      )}
    </>
  )
}

/** By which channel leads of a kind come to a case. */
function useChannels() {
  const { find } = useLeadKinds()
  return (kind: string) => find(kind)?.channel ?? 'department'
}

/** Which lists they come from: never what a list says of somebody, which fewer people read than the case. */
function useReason(leads: readonly LeadItem[]): string {
  const { t } = useWords()
  const { nameOf } = useLeadKinds()
  const lists = leads.map(({ kind, unit, heardOn }) => {
    const about = { kind: nameOf(kind), day: heardOn, unit: unit?.name ?? '' }
    return unit ? t('leads.openList', about) : t('leads.openListNoUnit', about)
  })
  return t('leads.openReason', { lists: [...new Set(lists)].slice(0, 5).join(t('app.comma')) })
}
