import type { Dictionary } from '../dictionary.ts'
import type { villages as zh } from '../zh/villages.ts'

export const villages: Dictionary<typeof zh> = {
  villages: {
    name: 'Village',
    town: 'Town',
    status: 'Status',
    poor: 'Poor village',
    poorYes: 'poor village',
    poorNo: 'other village',
    verdict: 'Verdict',
    criteria: 'Criteria',
    caption: 'List of villages',
    criterion: 'Criterion',
    outcome: 'Outcome',
    households: 'Households',
  },
  village: {
    tabs: { verdict: 'Verdict', shares: 'Shares of households', facts: 'Facts' },
    tabsLabel: 'Parts of the village page',
    noVerdicts: 'No standard for villages applies on this day',
    noVerdictsText: 'The policy in force here on this day has no exit standard for villages.',
    shareCaption: 'How the households of the village stand on each criterion',
    criterion: 'Criterion',
    percent: 'Met (%)',
    noShares: 'No household of the village is registered on this day',
    households: 'Households of the village',
  },
}
