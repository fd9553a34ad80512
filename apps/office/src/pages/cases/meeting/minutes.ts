/** A proposal for the minutes out of what was entered. A person edits it: what was said is not in the data. */
import type { CaseItem } from '@lika/contract'
import type { T } from '../../../words/index.ts'
import { countsOf, type MeetingDraft, type MeetingRules, passes } from './draft.ts'

export function proposedMinutes(
  t: T,
  say: (text: { readonly zh: string; readonly en: string }) => string,
  {
    rules,
    draft,
    items,
    title,
    nameOf,
  }: {
    readonly rules: MeetingRules
    readonly draft: MeetingDraft
    readonly items: readonly CaseItem[]
    readonly title: string
    readonly nameOf: (subject: CaseItem['subject']) => string
  },
): string {
  const blank = t('cases.meeting.blank')
  const comma = t('app.comma')
  const opening = t('cases.meeting.opening', {
    day: draft.on,
    title,
    place: draft.place.trim() || blank,
    chair: draft.chair.trim() || blank,
    recorder: draft.recorder.trim() || blank,
    count: draft.present.length,
    names: draft.present.length > 0 ? draft.present.join(comma) : blank,
  })
  // Those with the same votes stand together: a list of two hundred stays readable, and exceptions are seen.
  const groups = Map.groupBy(items, ({ id }) => JSON.stringify(countsOf(rules, draft.votes[id])))
  const lines = [...groups.values()].map((group) => {
    const ballot = draft.votes[group[0]!.id]
    const votes = countsOf(rules, ballot)
      .map(({ vote, count }) => t('cases.meeting.votesOf', { vote: say(vote.label), number: count ?? blank }))
      .join(comma)
    const isPassed = passes(rules, ballot, draft.present.length)
    const result =
      isPassed === undefined ? '' : t(isPassed ? 'cases.meeting.passed' : 'cases.meeting.notPassed')
    return t('cases.meeting.caseLine', {
      names: group.map(({ subject }) => nameOf(subject)).join(comma),
      count: group.length,
      said: [votes, result].filter((each) => each !== '').join(t('cases.meeting.resultAfter')),
    })
  })
  return [opening, t('cases.meeting.looked', { count: items.length }), ...lines].join('\n')
}
