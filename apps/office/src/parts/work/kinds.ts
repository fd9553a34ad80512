// What each kind of long work is called, what came of it, and where its result is. A new kind adds its line to `kinds`.

import type { Job } from '@lika/contract'
import type { LinkProps } from '@tanstack/react-router'
import type { T } from '../../words/index.ts'

export type WorkKind = {
  readonly label: (job: Job, t: T) => string
  /** Where to look at it, while it runs and afterwards. */
  readonly link?: (job: Job) => Pick<LinkProps, 'to' | 'params' | 'search'> | undefined
  /** What came of it, in a few words. */
  readonly told?: (job: Job, t: T) => string
}

const text = (job: Job, key: string): string => {
  const value = job.result[key]
  return typeof value === 'string' ? value : ''
}
const count = (job: Job, key: string): number => {
  const value = job.result[key]
  return typeof value === 'number' ? value : 0
}

const importStep = (job: Job): 'staging' | 'committing' | 'undoing' => {
  const step = text(job, 'step')
  return step === 'committing' || step === 'undoing' ? step : 'staging'
}

const kinds: Readonly<Record<string, WorkKind>> = {
  'imports.work': {
    label: (job, t) => t(`work.importKind.${importStep(job)}`, { file: text(job, 'fileName') }),
    link: (job) => ({ to: '/imports/$id', params: { id: text(job, 'importId') }, search: {} }),
    told: (job, t) => {
      const step = importStep(job)
      if (step === 'committing') {
        return t('work.committed', {
          added: count(job, 'newHouseholds'),
          changed: count(job, 'changedHouseholds'),
        })
      }
      if (step === 'undoing') {
        return t('work.undone', { taken: count(job, 'taken'), left: count(job, 'left') })
      }
      const errors = count(job, 'errors')
      const rows = count(job, 'rows')
      return errors === 0 ? t('work.checked', { rows }) : t('work.checkedErrors', { rows, errors })
    },
  },
  'assignments.work': {
    label: (job, t) => t(text(job, 'step') === 'undoing' ? 'work.assignmentUndo' : 'work.assignment'),
    link: (job) => ({ to: '/households', search: { region: text(job, 'region') } }),
    told: (job, t) => t('work.assigned', { count: count(job, 'changed') }),
  },
  'duplicates.search': {
    label: (_, t) => t('work.duplicateSearch'),
    link: (job) => ({ to: '/imports/duplicates', search: { region: text(job, 'region') } }),
    told: (job, t) => {
      const found = count(job, 'found')
      return found === 0 ? t('work.duplicatesNone') : t('work.duplicatesFound', { count: found })
    },
  },
}

const unknown: WorkKind = { label: (_, t) => t('work.unknownKind') }

export function kindOf(job: Job): WorkKind {
  return kinds[job.kind] ?? unknown
}

/** A server that was killed leaves jobs that others have taken up: nobody needs to hear of them. */
export function isTold(job: Job): boolean {
  return job.error?.code !== 'job.restarted' && job.result.superseded !== true
}
