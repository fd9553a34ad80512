import { access } from './zh/access.ts'
import { afterExit } from './zh/after-exit.ts'
import { archive } from './zh/archive.ts'
import { audit } from './zh/audit.ts'
import { calendar } from './zh/calendar.ts'
import { cases } from './zh/cases.ts'
import { complaints } from './zh/complaints.ts'
import { dictionary } from './zh/dictionary.ts'
import { enter } from './zh/enter.ts'
import { frame } from './zh/frame.ts'
import { help } from './zh/help.ts'
import { household } from './zh/household.ts'
import { households } from './zh/households.ts'
import { imports } from './zh/imports.ts'
import { incidence } from './zh/incidence.ts'
import { leads } from './zh/leads.ts'
import { meaning } from './zh/meaning.ts'
import { notices } from './zh/notices.ts'
import { overview } from './zh/overview.ts'
import { plans } from './zh/plans.ts'
import { policy } from './zh/policy.ts'
import { rates } from './zh/rates.ts'
import { rights } from './zh/rights.ts'
import { search } from './zh/search.ts'
import { simulation } from './zh/simulation.ts'
import { system } from './zh/system.ts'
import { targets } from './zh/targets.ts'
import { tasks } from './zh/tasks.ts'
import { villages } from './zh/villages.ts'
import { work } from './zh/work.ts'

/** The words of the app in Chinese; their keys are the type of every other language, a file for each page or subject. */
export const zh = {
  ...frame,
  ...audit,
  ...cases,
  ...incidence,
  ...meaning,
  ...afterExit,
  ...archive,
  ...calendar,
  ...rates,
  ...notices,
  ...overview,
  ...households,
  ...household,
  ...system,
  ...tasks,
  ...targets,
  ...villages,
  ...policy,
  ...plans,
  ...simulation,
  ...dictionary,
  ...access,
  ...enter,
  ...help,
  ...rights,
  ...complaints,
  ...leads,
  ...search,
  ...imports,
  ...work,
}
