import type { PlanTarget } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { isInside, usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'
import type { Deciding } from './decide.ts'
import { KindTag } from './kind-tag.tsx'
import { OpenedParts } from './opened-parts.tsx'
import { OriginLink } from './origin-link.tsx'
import { PartsCell } from './parts-cell.tsx'
import { Missing, Reality } from './reality.tsx'
import { TakeBack } from './take-back.tsx'
import { goalText, periodText } from './target-text.ts'

type Props = {
  readonly items: readonly PlanTarget[]
  readonly open: string | undefined
  readonly deciding: Deciding
}

/** Targets under the document that each came from. */
export function TargetTable({ items, open, deciding }: Props) {
  const { t } = useWords()
  const byPlan = [...Map.groupBy(items, ({ origin }) => origin.plan).values()]
  return (
    <div className="table-scroll">
      <table className="table target-table">
        <caption className="unseen">{t('targets.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('targets.label')}</th>
            <th scope="col">{t('targets.region')}</th>
            <th scope="col">{t('targets.period')}</th>
            <th scope="col" className="number">
              {t('targets.value')}
            </th>
            <th scope="col">{t('targets.now')}</th>
            <th scope="col">{t('targets.missing')}</th>
            <th scope="col">{t('targets.parts')}</th>
            <td />
          </tr>
        </thead>
        {byPlan.map((within) => (
          <tbody key={within[0]!.origin.plan}>
            <tr className="target-plan">
              <th scope="rowgroup" colSpan={8}>
                <Link to="/plans/$id" params={{ id: within[0]!.origin.plan }} search={{}}>
                  {planTitle(within)}
                </Link>
              </th>
            </tr>
            {within.map((target) => (
              <Fragment key={target.id}>
                <TargetRow target={target} isOpen={open === target.id} deciding={deciding} />
                {open === target.id && target.parts.count > 0 && (
                  <tr className="target-opened">
                    <td colSpan={8}>
                      <OpenedParts target={target} deciding={deciding} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

/** A collection is called by the documents that its targets came from, one after the other. */
function planTitle(within: readonly PlanTarget[]): string {
  return [...new Set(within.map(({ origin }) => origin.title))].filter(Boolean).slice(0, 3).join(' · ')
}

function TargetRow(props: {
  readonly target: PlanTarget
  readonly isOpen: boolean
  readonly deciding: Deciding
}) {
  const { t } = useWords()
  const { target, isOpen } = props
  return (
    <tr className={target.counts ? undefined : 'gives-way'} id={`target-${target.id}`}>
      <th scope="row">
        <span className="target-label">{target.label}</span>{' '}
        <span className="target-origin">
          <OriginLink origin={target.origin} statement={target.id} />
        </span>
      </th>
      <td className="narrow">{target.region.name}</td>
      <td className="narrow figure">{periodText(t, target)}</td>
      <td className="number">
        {goalText(t, target)} <span className="quiet">{target.unit}</span>
        <KindTag target={target} />
      </td>
      <td>
        <Reality target={target} />
      </td>
      <td className="narrow">
        <Missing target={target} />
      </td>
      <td>
        <PartsCell target={target} isOpen={isOpen} />
      </td>
      <td className="narrow">
        <RowActions {...props} />
      </td>
    </tr>
  )
}

function RowActions({ target, deciding }: { readonly target: PlanTarget; readonly deciding: Deciding }) {
  const { t } = useWords()
  const { can, session } = usePlace()
  if (!can('plans.edit')) return null
  const isOwn = isInside(target.region.code, session.account.region.code)
  const act = (name: 'divide' | 'assign') => (
    <Link
      to="/targets"
      search={(before) => ({ ...before, act: name, of: target.id })}
      className="button button-quiet button-small"
      aria-label={`${t(`targets.${name}`)} ${target.label} ${target.region.name}`}
    >
      {t(`targets.${name}`)}
    </Link>
  )
  return (
    <span className="target-actions">
      {isOwn && target.counts && target.region.code.length < 14 && act('divide')}
      {isOwn && target.kind === 'plan' && target.beside === null && target.of === null && act('assign')}
      {isOwn && target.origin.range === null && <TakeBack target={target} deciding={deciding} />}
    </span>
  )
}
