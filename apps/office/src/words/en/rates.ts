import type { Dictionary } from '../dictionary.ts'
import type { rates as zh } from '../zh/rates.ts'

export const rates: Dictionary<typeof zh> = {
  rates: {
    title: 'Look-back and error rates',
    year: 'Ended in',
    everyYear: 'All years',
    empty: 'No look-back has ended yet',
    emptyText: 'Once look-backs have ended, the rates and how many were surveyed stand here by region.',
    toOpen: 'Open a look-back',
    rate: { missed: 'Missed', wronglyOut: 'Wrongly out' },
    part: { missed: '{{number}} missed', wronglyOut: '{{number}} wrongly out' },
    whole: {
      registered: '{{number}} registered ones surveyed',
      exited: '{{number}} exited ones surveyed',
      unregistered: '{{number}} surveyed that were not registered',
    },
    noWhole: 'no rate',
    noWholeHint: 'Nobody of that kind was surveyed: there is nothing to divide by',
    byRegion: 'By region',
    surveyed: 'Surveyed, by status when it was opened',
    found: 'What was found',
    standing: { registered: 'registered', exited: 'exited', unregistered: 'not registered' },
    outcome: { correct: 'correct', wronglyIn: 'wrongly in', wronglyOut: 'wrongly out', missed: 'missed' },
    countOf: '{{place}}, {{what}}: {{number}}',
    basis:
      'The first rate is missed households of those surveyed that were not registered, the second wrong exits of those surveyed that had exited. A household counts as it stood on the day when its look-back was opened. Where nobody was surveyed there is no rate, which is not zero. Shares are cut to a tenth of a percent, never rounded up.',
  },
}
