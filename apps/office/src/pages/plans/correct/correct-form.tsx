import { useEffect, useRef } from 'react'
import { useKept } from '../../../parts/kept.ts'
import { useWords } from '../../../words/index.ts'
import { Refusal } from '../../imports/refusal.tsx'
import type { Card } from '../reader/cards.ts'
import { type Content, figureOf } from '../reader/content.ts'
import { type Lack, lacksOf } from '../reader/lacks.ts'
import { FundLineFields } from './fund-line-fields.tsx'
import { TargetFields } from './target-fields.tsx'
import { TaskFields } from './task-fields.tsx'

/** A statement as a person says it is. What was typed outlives a reload. */
export function CorrectForm(props: {
  readonly plan: string
  /** Units that the document names. */
  readonly names: readonly string[]
  /** Region of the plan. */
  readonly region: string
  readonly card: Card
  readonly error: Error | null
  readonly isWorking: boolean
  readonly onSubmit: (content: Content) => void
  readonly close: () => void
}) {
  const { t } = useWords()
  const { card } = props
  const start = JSON.stringify(card.content)
  const {
    value: content,
    set,
    clear,
  } = useKept<Content>(
    `plan.${props.plan}.${card.kind}.${card.key}`,
    card.content,
    (typed) => JSON.stringify(typed) !== start,
  )
  const form = useRef<HTMLFormElement>(null)
  const read = inFigures(content)
  const faults = new Set<Lack>(lacksOf(read))
  const told = useRef(false)
  useEffect(() => form.current?.querySelector<HTMLElement>('.input')?.focus(), [])
  const close = () => {
    clear()
    props.close()
  }
  return (
    <form
      ref={form}
      className="record-form correct-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        told.current = true
        if (faults.size === 0) {
          props.onSubmit(read)
          clear()
        } else {
          set({ ...content })
          requestAnimationFrame(() =>
            form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
          )
        }
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      {content.target && (
        <TargetFields
          value={content.target}
          region={props.region}
          faults={told.current ? faults : none}
          onChange={(target) => set({ target })}
        />
      )}
      {content.task && (
        <TaskFields
          names={props.names}
          value={content.task}
          faults={told.current ? faults : none}
          onChange={(task) => set({ task })}
        />
      )}
      {content.fundLine && (
        <FundLineFields
          value={content.fundLine}
          faults={told.current ? faults : none}
          onChange={(fundLine) => set({ fundLine })}
        />
      )}
      <Refusal error={props.error} />
      <p className="record-actions">
        <button type="submit" className="button button-primary button-small" disabled={props.isWorking}>
          {props.isWorking ? t('plans.act.working') : t('plans.act.save')}
        </button>
        <button type="button" className="button button-small" onClick={close}>
          {t('plans.reader.cancel')}
        </button>
      </p>
    </form>
  )
}

const none: ReadonlySet<Lack> = new Set()

/** What was typed as figures, as the contract writes them; what is none stays as it is, to be told. */
function inFigures({ target, task, fundLine, finding }: Content): Content {
  if (target) {
    const { upTo, ...rest } = target
    const upper = target.bound === 'between' ? { upTo: figureOf(upTo ?? '') ?? upTo ?? '' } : {}
    const label = target.label.trim()
    return {
      target: {
        ...rest,
        ...upper,
        label,
        unit: target.unit.trim(),
        value: figureOf(target.value) ?? target.value,
      },
    }
  }
  if (task) return { task: { ...task, text: task.text.trim() } }
  if (fundLine) {
    return {
      fundLine: {
        ...fundLine,
        title: fundLine.title.trim(),
        yuan: figureOf(fundLine.yuan) ?? fundLine.yuan,
        terms: fundLine.terms
          .filter(({ text, value }) => text.trim() !== '' || value)
          .map((term) => ({ ...term, value: figureOf(term.value ?? '') ?? null })),
      },
    }
  }
  return finding ? { finding } : {}
}
