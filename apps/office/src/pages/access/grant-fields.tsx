import type { RoleTable } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { usePlace } from '../../app/place.ts'
import { DayField } from '../../parts/day-field.tsx'
import { useWords } from '../../words/index.ts'
import { rolesQuery } from './queries.ts'
import { RegionChoice } from './region-choice.tsx'

export interface GrantDraft {
  readonly role: string
  readonly region: string
  readonly validFrom: string
  readonly validTo: string
  readonly isException: boolean
  readonly exception: string
}

export const emptyGrant = (region: string, today: string): GrantDraft => ({
  role: '',
  region,
  validFrom: today,
  validTo: '',
  isException: false,
  exception: '',
})

/** Role, region, days, and the exception of a small office. */
export function GrantFields(props: {
  readonly draft: GrantDraft
  readonly change: (changed: Partial<GrantDraft>) => void
  /** Roles that the person holds, for what is kept apart from them. */
  readonly held: readonly string[]
}) {
  const { t, say } = useWords()
  const id = useId()
  const { session } = usePlace()
  const { draft, change } = props
  const { data } = useQuery(rolesQuery())
  const clash = data && clashOf(data, draft.role, props.held)
  const other = clash && data.roles.find(({ key }) => key === clash.held)
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-role`}>{t('account.grantForm.role')}</label>
        <select
          id={`${id}-role`}
          className="input"
          value={draft.role}
          onChange={(event) => change({ role: event.target.value })}
        >
          <option value="">{t('account.grantForm.choose')}</option>
          {data?.roles
            .filter(({ retired }) => !retired)
            .map(({ key, label }) => (
              <option key={key} value={key}>
                {say(label)}
              </option>
            ))}
        </select>
        {clash && other && (
          <p className="fault" role="status">
            {t(clash.rule === 'never' ? 'account.grantForm.apart' : 'account.grantForm.apartSmall', {
              role: say(other.label),
            })}
            {t('app.colon')}
            {say(clash.reason)}
          </p>
        )}
      </div>
      <div className="field">
        <label htmlFor={`${id}-region`}>{t('account.grantForm.region')}</label>
        <RegionChoice
          id={`${id}-region`}
          from={session.account.region.code}
          value={draft.region}
          onChange={(region) => change({ region })}
        />
      </div>
      <div className="two-fields">
        <div className="field">
          <label htmlFor={`${id}-from`}>{t('account.grantForm.from')}</label>
          <DayField
            id={`${id}-from`}
            value={draft.validFrom}
            onChange={(validFrom) => change({ validFrom })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-to`}>{t('account.grantForm.to')}</label>
          <span className="with-unit">
            <DayField
              id={`${id}-to`}
              aria-describedby={`${id}-to-hint`}
              value={draft.validTo}
              onChange={(validTo) => change({ validTo })}
            />
            <button
              type="button"
              className="button button-quiet"
              onClick={() => change({ validTo: draft.validTo === '' ? aYearOf(draft.validFrom) : '' })}
            >
              {t(draft.validTo === '' ? 'account.grantForm.aYear' : 'account.grantForm.noEnd')}
            </button>
          </span>
        </div>
      </div>
      <p id={`${id}-to-hint`} className="hint">
        {t('account.grantForm.toHint')}
      </p>
      {(clash?.rule === 'smallOffice' || draft.isException) && (
        <fieldset className="field">
          <label className="check">
            <input
              type="checkbox"
              checked={draft.isException}
              onChange={(event) => change({ isException: event.target.checked })}
            />
            {t('account.grantForm.exception')}
          </label>
          <p className="hint">{t('account.grantForm.exceptionText')}</p>
          {draft.isException && (
            <>
              <label htmlFor={`${id}-exception`}>{t('account.grantForm.exceptionReason')}</label>
              <input
                id={`${id}-exception`}
                className="input"
                type="text"
                maxLength={500}
                value={draft.exception}
                onChange={(event) => change({ exception: event.target.value })}
              />
            </>
          )}
        </fieldset>
      )}
    </>
  )
}

/** What the table of separations says of a role beside those held; regions and days are for the server to weigh. */
function clashOf({ roles, separations }: RoleTable, role: string, held: readonly string[]) {
  const dutyOf = (key: string) => roles.find((each) => each.key === key)?.basedOn ?? key
  const found = held.flatMap((each) => {
    const [a, b] = [dutyOf(role), dutyOf(each)]
    if (role === '' || a === b) return []
    return separations
      .filter(
        (rule) =>
          (rule.a === a && (rule.b === null || rule.b === b)) ||
          (rule.a === b && (rule.b === null || rule.b === a)),
      )
      .map((rule) => ({ ...rule, held: each }))
  })
  return found.find(({ rule }) => rule === 'never') ?? found[0]
}

/** The last day of the year that begins on a day. */
function aYearOf(first: string): string {
  const date = new Date(`${first}T00:00:00Z`)
  date.setUTCFullYear(date.getUTCFullYear() + 1)
  date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}
