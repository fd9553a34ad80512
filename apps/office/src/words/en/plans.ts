import type { Dictionary } from '../dictionary.ts'
import type { plans as zh } from '../zh/plans.ts'

export const plans: Dictionary<typeof zh> = {
  plans: {
    title: 'Plans and tasks',
    sections: {
      label: 'Pages about plans and tasks',
      documents: 'Documents',
      targets: 'Targets',
      tasks: 'Tasks',
      funds: 'Funds',
    },
  },
}
