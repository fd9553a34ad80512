import { access } from './en/access.ts'
import { afterExit } from './en/after-exit.ts'
import { archive } from './en/archive.ts'
import { audit } from './en/audit.ts'
import { calendar } from './en/calendar.ts'
import { cases } from './en/cases.ts'
import { complaints } from './en/complaints.ts'
import { dictionary } from './en/dictionary.ts'
import { enter } from './en/enter.ts'
import { frame } from './en/frame.ts'
import { help } from './en/help.ts'
import { household } from './en/household.ts'
import { households } from './en/households.ts'
import { imports } from './en/imports.ts'
import { incidence } from './en/incidence.ts'
import { leads } from './en/leads.ts'
import { meaning } from './en/meaning.ts'
import { notices } from './en/notices.ts'
import { overview } from './en/overview.ts'
import { plans } from './en/plans.ts'
import { policy } from './en/policy.ts'
import { rates } from './en/rates.ts'
import { rights } from './en/rights.ts'
import { search } from './en/search.ts'
import { simulation } from './en/simulation.ts'
import { system } from './en/system.ts'
import { targets } from './en/targets.ts'
import { tasks } from './en/tasks.ts'
import { villages } from './en/villages.ts'
import { work } from './en/work.ts'

/** The words of the app in English, a file for each page or subject. */
export const en = {
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
