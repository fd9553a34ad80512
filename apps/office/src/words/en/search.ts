import type { Dictionary } from '../dictionary.ts'
import type { search as zh } from '../zh/search.ts'

export const search: Dictionary<typeof zh> = {
  find: {
    label: 'Find: households, people, villages, regions, policy, data dictionary, pages',
    short: 'Find',
    hint: 'Name, pinyin initials, household number, id number; village by name, pinyin or code; criterion, clause; fact; task; page',
    groups: {
      households: 'Households and people',
      places: 'Villages and regions',
      policy: 'Policy in force',
      facts: 'Data dictionary',
      tasks: 'Tasks',
      pages: 'Pages',
      recent: 'Where you were',
      all: 'All results',
    },
    results: 'Results',
    allHouseholds: 'All results for “{{text}}” in the list of households',
    member: 'member {{name}}',
    more: 'There are more: type a little more',
    tooMany: 'Too many match: type a little more',
    none: 'Nothing found for “{{text}}”',
    noneText:
      'Try another way: a part of the name, pinyin initials, a household number, a village, its code.',
    searching: 'Searching…',
    failed: 'The search did not work',
    count: '{{count}} found; choose with the arrow keys',
    jump: 'go to this region',
    village: 'open this village',
    keys: '↑ ↓ to choose, Enter to open, Esc to close',
    subjects: { household: 'household', person: 'person', village: 'village' },
    parts: {
      criteria: 'criterion',
      parameters: 'parameter',
      derived: 'formula',
      indicators: 'indicator',
      entitlements: 'entitlement',
    },
  },
}
