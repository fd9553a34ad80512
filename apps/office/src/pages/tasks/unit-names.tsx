import type { NamedUnit, UnitRole } from '@lika/contract'
import { useWords } from '../../words/index.ts'

const roles: readonly UnitRole[] = ['lead', 'cooperating', 'responsible']
type Units = Readonly<Record<UnitRole, readonly NamedUnit[]>>

/** Units of a task in a line, those who lead first; cooperating ones as a number where there is no room. */
export function UnitNames({ of }: { readonly of: Units }) {
  const { t } = useWords()
  const shown = roles.filter((role) => of[role].length > 0)
  if (shown.length === 0) return <span className="quiet">—</span>
  return shown.map((role) => (
    <span key={role} className="duty-units">
      <span className="quiet">{t(`tasks.role.${role}`)} </span>
      {of[role].map(nameOf).join(t('record.listSeparator'))}
    </span>
  ))
}

/** As the register calls it, or as the document does. */
export const nameOf = ({ name, unit }: NamedUnit) => unit?.name ?? name
/** By what the board tells units apart. */
export const keyOf = ({ name, unit }: NamedUnit) => unit?.id ?? name
