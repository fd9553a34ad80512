import type { Dictionary } from '../dictionary.ts'
import type { households as zh } from '../zh/households.ts'

export const households: Dictionary<typeof zh> = {
  households: {
    number: 'Number',
    head: 'Head',
    size: 'Persons',
    status: 'Status',
    cause: 'Main cause',
    place: 'Place',
    verdict: 'Verdict',
    criteria: 'Criteria',
    search: 'Name, pinyin initials, household number, id number',
    searchLabel: 'Find',
    set: 'Standard',
    criterion: 'Criterion',
    anyCriterion: 'Overall verdict',
    outcome: 'Outcome',
    indicator: 'Gap',
    any: 'Any',
    needsOutcome: 'Choose an outcome for the criterion',
    caption: 'List of households',
    nameUnknown: 'name unknown',
  },
}
