import { memo, type ReactNode } from 'react'
import { useWords } from '../../../words/index.ts'
import { Refusal, timeText } from '../../imports/refusal.tsx'
import { CardContent } from './card-content.tsx'
import { type Card, isSameCard } from './cards.ts'

export type Act = 'accept' | 'correct' | 'reject' | 'takeBack'

type Props = {
  readonly card: Card
  readonly isSelected: boolean
  readonly isWorking: boolean
  readonly mayEdit: boolean
  readonly onSelect: (card: Card) => void
  readonly onPoint: (card: Card | undefined) => void
  readonly onAct: (card: Card, act: Act) => void
  /** Why the last act was refused. */
  readonly error: Error | null
  /** The form that is open in it. */
  readonly children?: ReactNode
}

/** One statement: what was read, what became of it, and what can be done about it. */
function OneCard(props: Props) {
  const { t } = useWords()
  const { card, isSelected } = props
  const { statement, state } = card
  const words = card.kind === 'finding' ? 'finding' : 'statement'
  return (
    <li
      className={`card is-${state}${isSelected ? ' is-selected' : ''}`}
      data-card={card.key}
      onMouseEnter={() => props.onPoint(card)}
      onMouseLeave={() => props.onPoint(undefined)}
      onFocus={() => props.onPoint(card)}
      onBlur={() => props.onPoint(undefined)}
    >
      <CardContent card={card} isSelected={isSelected} onSelect={() => props.onSelect(card)} />
      {statement?.reason && <p className="card-reason">{statement.reason}</p>}
      {statement && statement.version === null && <p className="hint">{t('plans.reader.byHand')}</p>}
      {card.lacks.length > 0 && props.mayEdit && !props.children && (
        <p className="card-lacks">
          {t('plans.lacks.intro')}
          {card.lacks.map((lack) => t(`plans.lacks.${lack}`)).join(t('app.comma'))}
        </p>
      )}
      <Refusal error={props.error} />
      <div className="card-foot">
        {/* Parts of a target that were set by hand are changed among the targets. */}
        {!props.children && props.mayEdit && statement?.version !== null && <Acts {...props} />}
        <p className="card-state">
          <span className={`state state-${state}`}>{t(`plans.states.${words}.${state}`)}</span>
          {statement && (
            <span className="quiet">
              {t('plans.states.by', { by: statement.by, at: timeText(statement.at) })}
            </span>
          )}
        </p>
      </div>
      {props.children}
    </li>
  )
}

export const StatementCard = memo(OneCard, ({ card: a, ...before }, { card: b, ...now }) => {
  const names = Object.keys(now) as (keyof typeof now)[]
  return isSameCard(a, b) && names.every((name) => before[name] === now[name])
})

function Acts(props: {
  readonly card: Card
  readonly isWorking: boolean
  readonly onAct: (card: Card, act: Act) => void
}) {
  const { t } = useWords()
  const { card, isWorking, onAct } = props
  const isFinding = card.kind === 'finding'
  const canCorrect = !isFinding && card.range !== undefined
  const button = (act: Act, label: string, look = 'button-quiet') => (
    <button
      type="button"
      className={`button button-small ${look}`}
      disabled={isWorking}
      onClick={() => onAct(card, act)}
    >
      {label}
    </button>
  )
  return (
    <p className="card-acts">
      {card.state === 'open' ? (
        <>
          {card.lacks.length > 0
            ? button('correct', t('plans.act.complete'), '')
            : button('accept', t(isFinding ? 'plans.act.acceptFinding' : 'plans.act.accept'), '')}
          {canCorrect && card.lacks.length === 0 && button('correct', t('plans.act.correct'))}
          {button('reject', t(isFinding ? 'plans.act.rejectFinding' : 'plans.act.reject'))}
        </>
      ) : (
        <>
          {canCorrect && card.state !== 'rejected' && button('correct', t('plans.act.correct'))}
          {button('takeBack', t('plans.act.takeBack'))}
        </>
      )}
      {isWorking && (
        <span className="quiet" role="status">
          {t('plans.act.working')}
        </span>
      )}
    </p>
  )
}
