import type { Role, RoleTable, Separation } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { AccessHead } from './head.tsx'
import { rolesQuery, useAccessChange } from './queries.ts'
import { ReasonForm, type Said } from './reason-form.tsx'
import { RoleForm } from './role-form.tsx'

/** Which role may do what, who holds it, and what one person may not hold at once. */
export function RolesPage() {
  const { t } = useWords()
  const { can } = usePlace()
  const { act } = useSearch({ from: '/frame/access/roles' })
  const query = useQuery(rolesQuery())
  useTitle(t('access.roles'))
  return (
    <>
      <AccessHead>
        {can('access.roles') && act === undefined && (
          <Link className="button button-primary" to="." search={{ act: 'add' }}>
            {t('roles.add')}
          </Link>
        )}
      </AccessHead>
      <p className="quiet prose">{t('roles.text')}</p>
      <Fetched query={query} lines={14}>
        {(table) => (
          <>
            {can('access.roles') && <OpenForm table={table} act={act} />}
            <Matrix table={table} mayAct={can('access.roles')} />
            <Separations table={table} />
          </>
        )}
      </Fetched>
    </>
  )
}

function OpenForm({ table, act }: { readonly table: RoleTable; readonly act: string | undefined }) {
  const { t, say } = useWords()
  const navigate = useNavigate()
  const close = () => void navigate({ to: '.', search: {}, replace: true })
  const [verb, key] = act?.split(':') ?? []
  const role = table.roles.find((each) => each.key === key && !each.builtIn)
  const retire = useAccessChange((said: Said) =>
    api.changeRole({ params: { key: role?.key ?? '' }, body: { ...said, retired: !role?.retired } }),
  )
  if (verb === 'add') return <RoleForm key="add" table={table} close={close} />
  if (verb === 'edit' && role) return <RoleForm key={role.key} table={table} edited={role} close={close} />
  if (verb !== 'retire' || !role) return null
  return (
    <ReasonForm
      title={`${t(role.retired ? 'roles.restore' : 'roles.retire')} · ${say(role.label)}`}
      text={role.retired ? '' : t('roles.retireText')}
      isPending={retire.isPending}
      error={retire.error}
      act={(said) => retire.mutate(said, { onSuccess: close })}
      close={close}
    />
  )
}

function Matrix({ table, mayAct }: { readonly table: RoleTable; readonly mayAct: boolean }) {
  const { t, say } = useWords()
  const { roles, permissions } = table
  return (
    <div className="panel">
      <h2 id="matrix">{t('roles.matrix')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll" tabIndex={0} aria-label={t('roles.matrix')}>
        <table className="table role-matrix">
          <thead>
            <tr>
              <th scope="col">{t('access.column.role')}</th>
              <th scope="col" className="number">
                {t('access.column.accounts')}
              </th>
              {permissions.map(({ permission, routes }) => (
                <th
                  key={permission}
                  scope="col"
                  className="role-permission"
                  title={t('roles.opens', {
                    routes: routes.map(({ summary }) => say(summary)).join(t('app.comma')),
                  })}
                >
                  <code>{permission}</code>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {roles.map((role) => (
              <tr key={role.key} className={role.retired ? 'is-over' : undefined}>
                <th scope="row">
                  <RoleName role={role} roles={roles} mayAct={mayAct} />
                </th>
                <td className="number">
                  <Link
                    to="/access"
                    search={{ role: role.key }}
                    aria-label={`${say(role.label)} ${t('roles.holders', { count: role.accounts })}`}
                  >
                    {grouped(role.accounts)}
                  </Link>
                </td>
                {permissions.map(({ permission }) => {
                  const has = role.permissions.includes(permission)
                  return (
                    <td key={permission} className="role-cell">
                      <span aria-hidden>{has ? '●' : '·'}</span>
                      <span className="unseen">{t(has ? 'roles.has' : 'roles.hasNot')}</span>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function RoleName(props: { readonly role: Role; readonly roles: readonly Role[]; readonly mayAct: boolean }) {
  const { t, say } = useWords()
  const { role } = props
  const base = props.roles.find(({ key }) => key === role.basedOn)
  return (
    <>
      {say(role.label)} {!role.builtIn && <span className="tag">{t('roles.own')}</span>}{' '}
      {role.retired && <span className="tag tag-warn">{t('roles.retired')}</span>}
      {base && <span className="quiet block">{t('roles.basedOn', { role: say(base.label) })}</span>}
      {props.mayAct && !role.builtIn && (
        <span className="acts">
          <Link className="button button-small" to="." search={{ act: `edit:${role.key}` }}>
            {t('roles.edit')}
          </Link>
          <Link className="button button-small" to="." search={{ act: `retire:${role.key}` }}>
            {t(role.retired ? 'roles.restore' : 'roles.retire')}
          </Link>
        </span>
      )}
    </>
  )
}

function Separations({ table }: { readonly table: RoleTable }) {
  const { t, say } = useWords()
  const nameOf = (key: string) => {
    const role = table.roles.find((each) => each.key === key)
    return role ? say(role.label) : key
  }
  return (
    <section className="panel access-section" aria-labelledby="apart">
      <h2 id="apart">{t('roles.apart')}</h2>
      <p className="quiet">{t('roles.apartText')}</p>
      <div className="table-scroll">
        <table className="table">
          <caption className="unseen">{t('roles.apart')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('roles.column.a')}</th>
              <th scope="col">{t('roles.column.b')}</th>
              <th scope="col">{t('roles.column.where')}</th>
              <th scope="col">{t('roles.column.rule')}</th>
              <th scope="col">{t('roles.column.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {grouping(table.separations).map((rule) => (
              <tr key={`${rule.a} ${rule.others.join()} ${rule.rule} ${rule.where}`}>
                <th scope="row">{nameOf(rule.a)}</th>
                <td>
                  {rule.others
                    .map((other) => (other === null ? t('roles.any') : nameOf(other)))
                    .join(t('app.comma'))}
                </td>
                <td>{t(`roles.where.${rule.where}`)}</td>
                <td>
                  <span className={rule.rule === 'never' ? 'tag' : 'tag tag-warn'}>
                    {t(`roles.rule.${rule.rule}`)}
                  </span>
                </td>
                <td>{say(rule.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

type Grouped = Omit<Separation, 'b'> & { readonly others: (string | null)[] }

/** Pairs of one role, rule and reason stand in one line. */
function grouping(separations: readonly Separation[]): Grouped[] {
  const lines: Grouped[] = []
  for (const { b, ...rest } of separations) {
    const line = lines.find(
      (each) =>
        each.a === rest.a &&
        each.rule === rest.rule &&
        each.where === rest.where &&
        each.reason.zh === rest.reason.zh,
    )
    if (line) line.others.push(b)
    else lines.push({ ...rest, others: [b] })
  }
  return lines
}
