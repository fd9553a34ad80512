// What a statement lacks before it can be in force: what the document leaves open is asked of a person, never filled in.

import { isFigure, isNegative, less } from '../../../parts/figures.ts'
import type { Content, Read } from './content.ts'

export type Lack =
  | 'label'
  | 'value'
  | 'upTo'
  | 'unit'
  | 'region'
  | 'text'
  | 'cycle'
  | 'order'
  | 'title'
  | 'yuan'

export function lacksOf(content: Content, read?: Read): readonly Lack[] {
  const { target, task, fundLine } = content
  const lacks: Lack[] = []
  if (target) {
    if (target.label === '') lacks.push('label')
    if (!isFigure(target.value)) lacks.push('value')
    if (target.bound === 'between' && !isAbove(target.upTo ?? '', target.value)) lacks.push('upTo')
    if (target.unit.trim() === '') lacks.push('unit')
    if (target.region === '' || (read?.target && read.target.region !== null && target.region === '')) {
      lacks.push('region')
    }
    if (isReversed(target)) lacks.push('order')
  }
  if (task) {
    if (task.text.trim().length < 2) lacks.push('text')
    // A duty that comes again needs its first and its last day.
    if (task.every !== null && (task.from === null || task.to === null)) lacks.push('cycle')
    if (isReversed(task)) lacks.push('order')
  }
  if (fundLine) {
    if (fundLine.title === '') lacks.push('title')
    if (!isFigure(fundLine.yuan)) lacks.push('yuan')
  }
  return lacks
}

/** Only whether there is something between them: the figures themselves are never floats. */
const isAbove = (upTo: string, value: string) =>
  isFigure(upTo) && isFigure(value) && isNegative(less(value, upTo))

function isReversed({ from, to }: { readonly from: string | null; readonly to: string | null }): boolean {
  return from !== null && to !== null && from > to
}
