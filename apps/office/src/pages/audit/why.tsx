import type { AuditEvent } from '@lika/contract'
import { type T, useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'
import { factorText } from '../access/texts.ts'

/** Purpose, reason of a refusal, filters of a list: what the event knows beyond who and whom. */
export function Why({ event }: { readonly event: AuditEvent }) {
  const { t } = useWords()
  const { filters, code, times, by, ...rest } = event.detail ?? {}
  const shown = Object.entries({ ...(filters as object | undefined) })
    .filter(([name]) => !['id', 'region', 'asOf', 'cursor'].includes(name))
    .map(([name, value]) => `${name}=${String(value)}`)
  const others = Object.entries(rest).flatMap(([name, value]) => detailText(t, name, value) ?? [])
  const lines = [
    event.purpose && t('audit.purpose', { purpose: event.purpose }),
    typeof code === 'string' && t('audit.code', { code }),
    typeof times === 'number' && t('audit.times', { count: times }),
    by === 'idNumber' && t('audit.by.idNumber'),
    shown.length > 0 && t('audit.filters', { filters: shown.join(', ') }),
    ...others,
  ].filter((line): line is string => typeof line === 'string')
  return lines.map((line) => (
    <span key={line} className="audit-line">
      {line}
    </span>
  ))
}

/** What is known by name in words; the ids of grants and the like say nothing to people. */
function detailText(t: T, name: string, value: unknown): string | undefined {
  if (value === null || name === 'status' || name === 'grant') return undefined
  const said = valueText(t, name, value)
  if (!(name in zh.audit.details)) return `${name}: ${said}`
  return t(`audit.details.${name as 'fact'}`, { value: said })
}

function valueText(t: T, name: string, value: unknown): string {
  if (name === 'factors' && Array.isArray(value)) {
    return value.map((each) => factorText(t, String(each))).join(t('app.comma'))
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (name === 'change' && text in zh.account.kinds) return t(`account.kinds.${text as 'granted'}`)
  if (name === 'pending' && text in zh.audit.pendingSteps)
    return t(`audit.pendingSteps.${text as 'giveSecondFactor'}`)
  return text
}
