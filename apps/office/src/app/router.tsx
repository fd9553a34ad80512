// The routes. Region and date lie in the frame's search: every page below has them, every link keeps them.

import type { Session } from '@lika/contract'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'
import { Loading } from '../parts/loading.tsx'
import { Crashed, PageNotFound } from '../parts/problem.tsx'
import { parseSearch, stringifySearch, type TextSearch, textSearch } from './search.ts'

type Context = { readonly queryClient: QueryClient }

const root = createRootRouteWithContext<Context>()({ component: Outlet })

const enter = createRoute({
  getParentRoute: () => root,
  path: '/enter',
  validateSearch: textSearch('to', 'way'),
  component: lazyRouteComponent(() => import('../pages/enter/enter.tsx'), 'EnterPage'),
})

const oidcBack = createRoute({
  getParentRoute: () => root,
  path: '/enter/oidc',
  component: lazyRouteComponent(() => import('../pages/enter/oidc.tsx'), 'OidcBackPage'),
})

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const REGION = /^(all|\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{14})$/

const placeSearch = textSearch('region', 'date')

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  validateSearch: placeSearch,
  search: { middlewares: [retainSearchParams<TextSearch<'region' | 'date'>>(['region', 'date'])] },
  beforeLoad: async ({ context, search, location }): Promise<{ session: SignedIn }> => {
    const session = await context.queryClient.ensureQueryData(sessionQuery())
    const { account } = session
    if (!account) throw redirect({ to: '/enter', search: { to: location.href } })
    // Whoever may not see figures begins where their work is.
    const first = firstPageOf(session.permissions)
    if (location.pathname === '/' && first !== '/') throw redirect({ to: first, replace: true })
    const region = REGION.test(search.region ?? '') ? search.region : account.region.code
    const date = DAY.test(search.date ?? '') ? search.date : session.today
    if (region !== search.region || date !== search.date) {
      const kept = location.search as Record<string, string>
      throw redirect({ to: location.pathname, search: { ...kept, region, date } as never, replace: true })
    }
    return { session: { ...session, account } }
  },
  component: lazyRouteComponent(() => import('./frame/frame.tsx'), 'Frame'),
})

/** The page that somebody with these permissions begins with. */
function firstPageOf(permissions: readonly string[]): '/' | '/access' | '/audit' | '/system' | '/account' {
  if (permissions.includes('statistics.read')) return '/'
  if (permissions.includes('audit.read')) return '/audit'
  if (permissions.includes('access.read')) return '/access'
  return permissions.includes('alarms.read') ? '/system' : '/account'
}

export type SignedIn = Session & { readonly account: NonNullable<Session['account']> }

const overview = createRoute({
  getParentRoute: () => frame,
  path: '/',
  validateSearch: textSearch('of', 'set', 'by', 'about', 'tab', 'sort', 'layout'),
  component: lazyRouteComponent(() => import('../pages/overview/overview.tsx'), 'OverviewPage'),
})

const households = createRoute({
  getParentRoute: () => frame,
  path: '/households',
  validateSearch: textSearch(
    'within',
    'status',
    'cause',
    'set',
    'criterion',
    'outcome',
    'criteria',
    'indicator',
    'gap',
    'gapKind',
    'exitedIn',
    'search',
    'sort',
    'columns',
  ),
  component: lazyRouteComponent(() => import('../pages/households/households.tsx'), 'HouseholdsPage'),
})

const household = createRoute({
  getParentRoute: () => frame,
  path: '/households/$id',
  validateSearch: textSearch('tab', 'record', 'subject', 'find', 'fact', 'who', 'act', 'correct', 'year'),
  component: lazyRouteComponent(() => import('../pages/household/household.tsx'), 'HouseholdPage'),
})

const newHousehold = createRoute({
  getParentRoute: () => frame,
  path: '/households/new',
  validateSearch: textSearch('complaint', 'procedure'),
  component: lazyRouteComponent(() => import('../pages/household/new/new.tsx'), 'NewHouseholdPage'),
})

const editHousehold = createRoute({
  getParentRoute: () => frame,
  path: '/households/$id/edit',
  validateSearch: textSearch('step', 'of', 'fact'),
  component: lazyRouteComponent(() => import('../pages/household/edit/edit.tsx'), 'EditHouseholdPage'),
})

const villages = createRoute({
  getParentRoute: () => frame,
  path: '/villages',
  validateSearch: textSearch(
    'status',
    'poor',
    'criterion',
    'outcome',
    'indicator',
    'search',
    'show',
    'sort',
    'gap',
    'gapKind',
    'exitedIn',
  ),
  component: lazyRouteComponent(() => import('../pages/villages/villages.tsx'), 'VillagesPage'),
})

const village = createRoute({
  getParentRoute: () => frame,
  path: '/villages/$code',
  validateSearch: textSearch('tab', 'record', 'find'),
  component: lazyRouteComponent(() => import('../pages/village/village.tsx'), 'VillagePage'),
})

const cases = createRoute({
  getParentRoute: () => frame,
  path: '/cases',
  validateSearch: textSearch(
    'procedure',
    'step',
    'state',
    'due',
    'mine',
    'outcome',
    'subject',
    'notice',
    'dueOn',
    'standing',
    'endedFrom',
    'endedTo',
    'search',
    'sort',
  ),
  component: lazyRouteComponent(() => import('../pages/cases/inbox/inbox.tsx'), 'CasesPage'),
})

const newCase = createRoute({
  getParentRoute: () => frame,
  path: '/cases/new',
  validateSearch: textSearch('procedure', 'outcome', 'search', 'subject', 'complaint', 'leads'),
  component: lazyRouteComponent(() => import('../pages/cases/opening/new.tsx'), 'NewCasePage'),
})

const meeting = createRoute({
  getParentRoute: () => frame,
  path: '/cases/meeting',
  validateSearch: textSearch('procedure', 'step', 'case'),
  component: lazyRouteComponent(() => import('../pages/cases/meeting/meeting.tsx'), 'MeetingPage'),
})

const oneCase = createRoute({
  getParentRoute: () => frame,
  path: '/cases/$id',
  validateSearch: textSearch('act', 'at', 'about', 'record', 'subject'),
  component: lazyRouteComponent(() => import('../pages/cases/case/case.tsx'), 'CasePage'),
})

const plans = createRoute({
  getParentRoute: () => frame,
  path: '/plans',
  validateSearch: textSearch('search', 'ended', 'new'),
  component: lazyRouteComponent(() => import('../pages/plans/plans.tsx'), 'PlansPage'),
})

const plan = createRoute({
  getParentRoute: () => frame,
  path: '/plans/$id',
  validateSearch: textSearch('version', 'part', 'tab', 'at', 'act', 'pane', 'figures', 'show', 'from', 'do'),
  component: lazyRouteComponent(() => import('../pages/plans/reader/reader.tsx'), 'ReaderPage'),
})

const tasks = createRoute({
  getParentRoute: () => frame,
  path: '/tasks',
  validateSearch: textSearch('view', 'month', 'unit', 'plan', 'role', 'state', 'search'),
  component: lazyRouteComponent(() => import('../pages/tasks/tasks.tsx'), 'TasksPage'),
})

const task = createRoute({
  getParentRoute: () => frame,
  path: '/tasks/$id',
  validateSearch: textSearch('round'),
  component: lazyRouteComponent(() => import('../pages/tasks/task.tsx'), 'TaskPage'),
})

const letter = createRoute({
  getParentRoute: () => frame,
  path: '/tasks/letter',
  validateSearch: textSearch('year', 'unit', 'below'),
  component: lazyRouteComponent(() => import('../pages/tasks/letter.tsx'), 'LetterPage'),
})

const policy = createRoute({
  getParentRoute: () => frame,
  path: '/policy',
  validateSearch: textSearch(
    'tab',
    'part',
    'find',
    'unconfirmed',
    'pack',
    'of',
    'failed',
    'kind',
    'fromRegion',
    'fromDate',
    'toRegion',
    'toDate',
  ),
  component: lazyRouteComponent(() => import('../pages/policy/policy.tsx'), 'PolicyPage'),
})

const dictionary = createRoute({
  getParentRoute: () => frame,
  path: '/dictionary',
  validateSearch: textSearch('part', 'find', 'subject', 'group', 'class', 'read', 'entry'),
  component: lazyRouteComponent(() => import('../pages/dictionary/dictionary.tsx'), 'DictionaryPage'),
})

const policyItem = createRoute({
  getParentRoute: () => frame,
  path: '/policy/items/$part/$id',
  validateSearch: textSearch('of'),
  component: lazyRouteComponent(() => import('../pages/policy/item/item.tsx'), 'PolicyItemPage'),
})

const simulation = createRoute({
  getParentRoute: () => frame,
  path: '/simulation',
  validateSearch: textSearch('set', 'status', 'change', 'side', 'within', 'cost'),
  component: lazyRouteComponent(() => import('../pages/simulation/simulation.tsx'), 'SimulationPage'),
})

const imports = createRoute({
  getParentRoute: () => frame,
  path: '/imports',
  validateSearch: textSearch('new', 'kind'),
  component: lazyRouteComponent(() => import('../pages/imports/imports.tsx'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => frame,
  path: '/imports/$id',
  validateSearch: textSearch('step', 'outcome', 'row'),
  component: lazyRouteComponent(() => import('../pages/imports/import.tsx'), 'ImportPage'),
})

const duplicates = createRoute({
  getParentRoute: () => frame,
  path: '/imports/duplicates',
  validateSearch: textSearch('state'),
  component: lazyRouteComponent(() => import('../pages/duplicates/duplicates.tsx'), 'DuplicatesPage'),
})

const access = createRoute({
  getParentRoute: () => frame,
  path: '/access',
  validateSearch: textSearch('search', 'role', 'unit', 'choice', 'import'),
  component: lazyRouteComponent(() => import('../pages/access/accounts.tsx'), 'AccountsPage'),
})

const newAccount = createRoute({
  getParentRoute: () => frame,
  path: '/access/new',
  component: lazyRouteComponent(() => import('../pages/access/new-account.tsx'), 'NewAccountPage'),
})

const importAccounts = createRoute({
  getParentRoute: () => frame,
  path: '/access/import',
  validateSearch: textSearch('show'),
  component: lazyRouteComponent(() => import('../pages/access/import.tsx'), 'ImportAccountsPage'),
})

const oneAccount = createRoute({
  getParentRoute: () => frame,
  path: '/access/accounts/$id',
  validateSearch: textSearch('act'),
  component: lazyRouteComponent(() => import('../pages/access/account.tsx'), 'AccountPage'),
})

const units = createRoute({
  getParentRoute: () => frame,
  path: '/access/units',
  validateSearch: textSearch('search', 'kind', 'act'),
  component: lazyRouteComponent(() => import('../pages/access/units.tsx'), 'UnitsPage'),
})

const roles = createRoute({
  getParentRoute: () => frame,
  path: '/access/roles',
  validateSearch: textSearch('act'),
  component: lazyRouteComponent(() => import('../pages/access/roles.tsx'), 'RolesPage'),
})

const ownAccount = createRoute({
  getParentRoute: () => frame,
  path: '/account',
  validateSearch: textSearch('tab', 'act'),
  component: lazyRouteComponent(() => import('../pages/own/own.tsx'), 'OwnPage'),
})

const audit = createRoute({
  getParentRoute: () => frame,
  path: '/audit',
  validateSearch: textSearch('tab', 'subject', 'account', 'kind', 'result', 'action', 'from', 'to'),
  component: lazyRouteComponent(() => import('../pages/audit/audit.tsx'), 'AuditPage'),
})

const system = createRoute({
  getParentRoute: () => frame,
  path: '/system',
  component: lazyRouteComponent(() => import('../pages/system/system.tsx'), 'SystemPage'),
})

const rights = createRoute({
  getParentRoute: () => frame,
  path: '/rights',
  validateSearch: textSearch('tab', 'state', 'version', 'act'),
  component: lazyRouteComponent(() => import('../pages/rights/rights.tsx'), 'RightsPage'),
})

const complaints = createRoute({
  getParentRoute: () => frame,
  path: '/complaints',
  validateSearch: textSearch('state', 'kind', 'due'),
  component: lazyRouteComponent(() => import('../pages/complaints/complaints.tsx'), 'ComplaintsPage'),
})

const takeComplaint = createRoute({
  getParentRoute: () => frame,
  path: '/complaints/new',
  component: lazyRouteComponent(() => import('../pages/complaints/take.tsx'), 'TakeComplaintPage'),
})

const complaint = createRoute({
  getParentRoute: () => frame,
  path: '/complaints/$id',
  validateSearch: textSearch('act'),
  component: lazyRouteComponent(() => import('../pages/complaints/complaint.tsx'), 'ComplaintPage'),
})

const leads = createRoute({
  getParentRoute: () => frame,
  path: '/leads',
  validateSearch: textSearch('kind', 'state', 'standing', 'outcome', 'list', 'household'),
  component: lazyRouteComponent(() => import('../pages/leads/leads.tsx'), 'LeadsPage'),
})

const leadLists = createRoute({
  getParentRoute: () => frame,
  path: '/leads/lists',
  validateSearch: textSearch('new', 'kind', 'unit', 'day'),
  component: lazyRouteComponent(() => import('../pages/leads/lists/lists.tsx'), 'LeadListsPage'),
})

const leadList = createRoute({
  getParentRoute: () => frame,
  path: '/leads/lists/$id',
  validateSearch: textSearch('rows', 'act'),
  component: lazyRouteComponent(() => import('../pages/leads/lists/one-list.tsx'), 'LeadListPage'),
})

const lead = createRoute({
  getParentRoute: () => frame,
  path: '/leads/$id',
  validateSearch: textSearch('act'),
  component: lazyRouteComponent(() => import('../pages/leads/lead.tsx'), 'LeadPage'),
})

const targets = createRoute({
  getParentRoute: () => frame,
  path: '/targets',
  validateSearch: textSearch('plan', 'search', 'open', 'act', 'of'),
  component: lazyRouteComponent(() => import('../pages/targets/targets.tsx'), 'TargetsPage'),
})

const planAbove = createRoute({
  getParentRoute: () => frame,
  path: '/plans/$id/above',
  validateSearch: textSearch('with', 'part', 'withPart'),
  component: lazyRouteComponent(() => import('../pages/targets/above/above.tsx'), 'AbovePage'),
})

const fundLines = createRoute({
  getParentRoute: () => frame,
  path: '/fund-lines',
  validateSearch: textSearch('plan'),
  component: lazyRouteComponent(() => import('../pages/fund-lines/fund-lines.tsx'), 'FundLinesPage'),
})

const notices = createRoute({
  getParentRoute: () => frame,
  path: '/notices',
  validateSearch: textSearch('state', 'kind', 'procedure', 'objections'),
  component: lazyRouteComponent(() => import('../pages/notices/notices.tsx'), 'NoticesPage'),
})

const notice = createRoute({
  getParentRoute: () => frame,
  path: '/notices/$id',
  validateSearch: textSearch('act'),
  component: lazyRouteComponent(() => import('../pages/notices/notice.tsx'), 'NoticePage'),
})

const poster = createRoute({
  getParentRoute: () => frame,
  path: '/notices/$id/poster',
  validateSearch: textSearch('size'),
  component: lazyRouteComponent(() => import('../pages/notices/poster.tsx'), 'PosterPage'),
})

const calendar = createRoute({
  getParentRoute: () => frame,
  path: '/calendar',
  validateSearch: textSearch('month', 'day', 'view', 'kind'),
  component: lazyRouteComponent(() => import('../pages/calendar/calendar.tsx'), 'CalendarPage'),
})

const caseRates = createRoute({
  getParentRoute: () => frame,
  path: '/cases/rates',
  validateSearch: textSearch('year'),
  component: lazyRouteComponent(() => import('../pages/cases/rates/rates.tsx'), 'RatesPage'),
})

const registers = createRoute({
  getParentRoute: () => frame,
  path: '/cases/archive',
  validateSearch: textSearch('form', 'household', 'part', 'status'),
  component: lazyRouteComponent(() => import('../pages/cases/archive/registers.tsx'), 'RegistersPage'),
})

const caseArchive = createRoute({
  getParentRoute: () => frame,
  path: '/cases/$id/archive',
  component: lazyRouteComponent(() => import('../pages/cases/archive/archive.tsx'), 'CaseArchivePage'),
})

const routeTree = root.addChildren([
  enter,
  oidcBack,
  frame.addChildren([
    overview,
    households,
    newHousehold,
    household,
    editHousehold,
    villages,
    village,
    cases,
    newCase,
    meeting,
    oneCase,
    plans,
    plan,
    tasks,
    task,
    letter,
    policy,
    policyItem,
    simulation,
    dictionary,
    imports,
    oneImport,
    duplicates,
    access,
    newAccount,
    importAccounts,
    oneAccount,
    units,
    roles,
    ownAccount,
    audit,
    system,
    rights,
    complaints,
    takeComplaint,
    complaint,
    leads,
    leadLists,
    leadList,
    lead,
    targets,
    fundLines,
    planAbove,
    notices,
    notice,
    poster,
    calendar,
    caseRates,
    registers,
    caseArchive,
  ]),
])

export function createOfficeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: false,
    scrollRestoration: true,
    defaultPendingComponent: Loading,
    defaultErrorComponent: Crashed,
    defaultNotFoundComponent: PageNotFound,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createOfficeRouter>
  }
}
