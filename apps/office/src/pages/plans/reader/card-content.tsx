import type { FundLineContent, NamedUnit, TargetContent, TaskContent } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { regionQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { boundWord } from '../../../parts/bounds.ts'
import { useWords } from '../../../words/index.ts'
import { workingOf } from '../../fund-lines/working.ts'
import { targetIndicatorsQuery } from '../queries.ts'
import { glyphOf } from '../text/glyphs.ts'
import type { Card } from './cards.ts'
import { Amount, figureText, untilText } from './figures.tsx'

/** What a statement says, by its kind. Its title is the button that shows its sentence. */
export function CardContent(props: {
  readonly card: Card
  readonly isSelected: boolean
  readonly onSelect: () => void
}) {
  const { card, isSelected, onSelect } = props
  const { target, task, fundLine } = card.content
  const title = (text: ReactNode) => (
    <h3 className="card-title">
      <button type="button" aria-current={isSelected ? 'true' : undefined} onClick={onSelect}>
        {text}
      </button>
    </h3>
  )
  if (target) return <TargetView target={target} title={title} card={card} />
  if (task) return <TaskView task={task} title={title} card={card} />
  if (fundLine) return <FundLineView line={fundLine} title={title} card={card} />
  return <FindingView card={card} title={title} />
}

type Title = (text: ReactNode) => ReactNode

function Clause({ clause }: { readonly clause: string }) {
  return clause === '' ? null : <span className="tag">{clause}</span>
}

function TargetView(props: { readonly target: TargetContent; readonly title: Title; readonly card: Card }) {
  const { t } = useWords()
  const { target, card } = props
  return (
    <>
      {props.title(target.label || card.read?.target?.subject)}
      <p className="card-figure figure">{figureText(target, t)}</p>
      <p className="card-facts">
        <RegionName code={target.region} read={card.read?.target?.region ?? undefined} />
        <span>{t(`plans.kinds.${target.kind}`)}</span>
        {(target.from || target.to) && <span>{untilText(target, t)}</span>}
        <Clause clause={target.clause} />
      </p>
      {target.indicator !== null && <Indicator id={target.indicator} region={target.region} />}
    </>
  )
}

/** What the registry will be counted by: accepting takes it over, so it is said before. */
function Indicator({ id, region }: { readonly id: string; readonly region: string }) {
  const { t, say } = useWords()
  const { data } = useQuery({ ...targetIndicatorsQuery(region), enabled: region !== '' })
  const label = data?.items.find((each) => each.id === id)?.label
  return <p className="card-facts">{t('plans.comparedWith', { name: label ? say(label) : id })}</p>
}

function RegionName(props: { readonly code: string; readonly read: string | undefined }) {
  const { session } = usePlace()
  const region = useQuery({ ...regionQuery(props.code, session.today), enabled: props.code !== '' })
  return <span>{region.data?.name ?? props.read ?? props.code}</span>
}

function TaskView(props: { readonly task: TaskContent; readonly title: Title; readonly card: Card }) {
  const { t } = useWords()
  const { task, card } = props
  return (
    <>
      {props.title(<span className="card-text">{task.text}</span>)}
      <Units of={task} read={card.read?.task} />
      <p className="card-facts">
        {task.every && <span>{t(`plans.every.${task.every}`)}</span>}
        {(task.from || task.to) && <span>{untilText(task, t)}</span>}
        <Clause clause={task.clause} />
      </p>
    </>
  )
}

/** Units by their roles; those that are known neither to the register nor by their department are marked. */
function Units(props: {
  readonly of: Readonly<Record<(typeof roles)[number], readonly { readonly name: string }[]>>
  readonly read: Readonly<Record<(typeof roles)[number], readonly NamedUnit[]>> | undefined
}) {
  const { t } = useWords()
  const known = new Map<string, NamedUnit>()
  for (const role of roles) for (const unit of props.read?.[role] ?? []) known.set(unit.name, unit)
  return (
    <dl className="card-units">
      {roles
        .filter((role) => props.of[role].length > 0)
        .map((role) => (
          <div key={role}>
            <dt>{t(`plans.roles.${role}`)}</dt>
            <dd>
              {props.of[role].map(({ name }) => {
                const unit = known.get(name)
                const isKnown = unit?.unit || unit?.department
                return (
                  <span
                    key={name}
                    className={isKnown ? 'unit-name' : 'unit-name is-unknown'}
                    title={unit?.unit?.name ?? (isKnown ? undefined : t('plans.unit.unknown'))}
                  >
                    {name}
                  </span>
                )
              })}
            </dd>
          </div>
        ))}
    </dl>
  )
}

const roles = ['lead', 'cooperating', 'responsible'] as const

function FundLineView(props: { readonly line: FundLineContent; readonly title: Title; readonly card: Card }) {
  const { t } = useWords()
  const { line, card } = props
  const working = workingOf(line)
  return (
    <>
      {props.title(line.title || card.read?.fundLine?.title)}
      <p className="card-figure figure">
        {boundWord(line.bound, t)} <Amount yuan={line.yuan} read={card.read?.fundLine} />
      </p>
      {working !== '' && <p className="card-working figure">{working}</p>}
      {card.task && <Units of={card.task} read={card.task} />}
      <p className="card-facts">
        <span>{t(`plans.sides.${line.side}`)}</span>
        <span>{t(`plans.natures.${line.nature}`)}</span>
        <Clause clause={line.clause} />
      </p>
    </>
  )
}

function FindingView(props: { readonly card: Card; readonly title: Title }) {
  const { t, say } = useWords()
  const finding = props.card.read?.finding
  if (!finding) return props.title(props.card.content.finding?.stated ?? props.card.content.finding?.rule)
  return (
    <div className={`card-finding grade-${finding.grade}`}>
      <span className="grade-glyph" aria-hidden>
        {glyphOf(finding.grade)}
      </span>
      <div>
        <span className="unseen">{t(`plans.grades.${finding.grade}`)}</span>
        {props.title(say(finding.message))}
        {/* A warning asks; only an error has a figure that is wrong and one that is right. */}
        {finding.grade === 'error' &&
          finding.stated &&
          finding.computed &&
          finding.stated !== finding.computed && (
            <dl className="card-sums figure">
              <div>
                <dt>{t('plans.field.stated')}</dt>
                <dd>{finding.stated}</dd>
              </div>
              <div>
                <dt>{t('plans.field.computed')}</dt>
                <dd>{finding.computed}</dd>
              </div>
            </dl>
          )}
      </div>
    </div>
  )
}
