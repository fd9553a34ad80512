/** The contract between the server and its apps: every route once, the typed client, OpenAPI. */
import * as accountImportRoutes from './routes/account-imports.ts'
import * as accountRoutes from './routes/accounts.ts'
import * as afterExitRoutes from './routes/after-exit.ts'
import * as assignmentRoutes from './routes/assignments.ts'
import * as auditRoutes from './routes/audit.ts'
import * as caseRateRoutes from './routes/case-rates.ts'
import * as caseRoutes from './routes/cases.ts'
import * as complaintRoutes from './routes/complaints.ts'
import * as dictionaryRoutes from './routes/dictionary.ts'
import * as duplicateRoutes from './routes/duplicates.ts'
import * as evidenceRoutes from './routes/evidence.ts'
import * as exitQuotaRoutes from './routes/exit-quota.ts'
import * as exportRoutes from './routes/exports.ts'
import * as householdRoutes from './routes/households.ts'
import * as importRowRoutes from './routes/import-rows.ts'
import * as importRoutes from './routes/imports.ts'
import * as incidenceRoutes from './routes/incidence.ts'
import * as jobRoutes from './routes/jobs.ts'
import * as leadRoutes from './routes/leads.ts'
import * as noticeRoutes from './routes/notices.ts'
import * as operationRoutes from './routes/operations.ts'
import * as ownAccountRoutes from './routes/own-account.ts'
import * as planRoutes from './routes/plans.ts'
import * as policyRoutes from './routes/policies.ts'
import * as recordRoutes from './routes/records.ts'
import * as regionRoutes from './routes/regions.ts'
import * as retentionRoutes from './routes/retention.ts'
import * as roleRoutes from './routes/roles.ts'
import * as searchRoutes from './routes/search.ts'
import * as sessionRoutes from './routes/session.ts'
import * as simulationRoutes from './routes/simulation.ts'
import * as statisticsRoutes from './routes/statistics.ts'
import * as targetRoutes from './routes/targets.ts'
import * as taskRoutes from './routes/tasks.ts'
import * as unitRoutes from './routes/units.ts'
import * as unmaskRoutes from './routes/unmask.ts'
import * as viewRoutes from './routes/views.ts'
import * as villageRoutes from './routes/villages.ts'
import * as whatIfRoutes from './routes/what-if.ts'
import * as worldRoutes from './routes/world.ts'

export { ApiProblem, type Client, type ClientOptions, createClient, urlOf } from './client.ts'
export * from './openapi.ts'
export * from './route.ts'
export type * from './routes/account-imports.ts'
export type * from './routes/accounts.ts'
export type * from './routes/after-exit.ts'
export type * from './routes/assignments.ts'
export type * from './routes/audit.ts'
export type * from './routes/case-rates.ts'
export type * from './routes/cases.ts'
export type * from './routes/complaints.ts'
export type * from './routes/dictionary.ts'
export type * from './routes/duplicates.ts'
export type * from './routes/evidence.ts'
export { EVIDENCE_MAX_BYTES } from './routes/evidence.ts'
export type * from './routes/exit-quota.ts'
export type * from './routes/households.ts'
export type * from './routes/import-rows.ts'
export type * from './routes/imports.ts'
export type * from './routes/incidence.ts'
export type * from './routes/jobs.ts'
export type * from './routes/leads.ts'
export type * from './routes/notices.ts'
export type * from './routes/operations.ts'
export type * from './routes/own-account.ts'
export type * from './routes/plans.ts'
export type * from './routes/policies.ts'
export type * from './routes/records.ts'
export type * from './routes/regions.ts'
export type * from './routes/retention.ts'
export type * from './routes/roles.ts'
export type * from './routes/search.ts'
export type * from './routes/session.ts'
export type * from './routes/simulation.ts'
export type * from './routes/statistics.ts'
export type * from './routes/targets.ts'
export type * from './routes/tasks.ts'
export type * from './routes/units.ts'
export { HIDDEN, MASKED_FACTS } from './routes/unmask.ts'
export type * from './routes/views.ts'
export type * from './routes/villages.ts'
export type * from './routes/what-if.ts'
export type * from './routes/world.ts'
export type { FactValue, Outcome, Text } from './schemas.ts'
export type { CriterionExplanation, CriterionShare, Verdict, VerdictMark } from './verdict.ts'

/** Every route of the server, by module. */
export const routes = {
  session: {
    getSession: sessionRoutes.getSession,
    signIn: sessionRoutes.signIn,
    signOut: sessionRoutes.signOut,
    enterWithPassword: sessionRoutes.enterWithPassword,
    giveTotp: sessionRoutes.giveTotp,
    askForPasskey: sessionRoutes.askForPasskey,
    enterWithPasskey: sessionRoutes.enterWithPasskey,
    confirmFactor: sessionRoutes.confirmFactor,
    lookAtCode: sessionRoutes.lookAtCode,
    enterWithCode: sessionRoutes.enterWithCode,
    startOidc: sessionRoutes.startOidc,
    finishOidc: sessionRoutes.finishOidc,
    getOwnAccount: ownAccountRoutes.getOwnAccount,
    changePassword: ownAccountRoutes.changePassword,
    startTotp: ownAccountRoutes.startTotp,
    addTotp: ownAccountRoutes.addTotp,
    startPasskey: ownAccountRoutes.startPasskey,
    addPasskey: ownAccountRoutes.addPasskey,
    removeFactor: ownAccountRoutes.removeFactor,
    removeLink: ownAccountRoutes.removeLink,
    endOwnSession: ownAccountRoutes.endOwnSession,
    endOtherSessions: ownAccountRoutes.endOtherSessions,
  },
  administration: {
    listAccounts: accountRoutes.listAccounts,
    countAccounts: accountRoutes.countAccounts,
    exportAccounts: accountRoutes.exportAccounts,
    getAccount: accountRoutes.getAccount,
    addAccount: accountRoutes.addAccount,
    inviteAccount: accountRoutes.inviteAccount,
    changeAccountState: accountRoutes.changeAccountState,
    endAccountSessions: accountRoutes.endAccountSessions,
    grantRole: accountRoutes.grantRole,
    moveAccount: accountRoutes.moveAccount,
    revokeGrant: accountRoutes.revokeGrant,
    getOwnAccess: accountRoutes.getOwnAccess,
    getAccountTemplate: accountImportRoutes.getAccountTemplate,
    readAccountSheet: accountImportRoutes.readAccountSheet,
    checkAccountRows: accountImportRoutes.checkAccountRows,
    reportAccountRows: accountImportRoutes.reportAccountRows,
    importAccounts: accountImportRoutes.importAccounts,
    listAccountImports: accountImportRoutes.listAccountImports,
    inviteImported: accountImportRoutes.inviteImported,
    listUnits: unitRoutes.listUnits,
    addUnit: unitRoutes.addUnit,
    changeUnit: unitRoutes.changeUnit,
    listRoles: roleRoutes.listRoles,
    addRole: roleRoutes.addRole,
    changeRole: roleRoutes.changeRole,
  },
  regions: {
    getRegion: regionRoutes.getRegion,
    searchRegions: regionRoutes.searchRegions,
    addGroup: regionRoutes.addGroup,
    changeRegion: regionRoutes.changeRegion,
    listRegionChanges: regionRoutes.listRegionChanges,
    listBoundaries: regionRoutes.listBoundaries,
    importBoundaries: regionRoutes.importBoundaries,
  },
  registry: {
    listHouseholds: householdRoutes.listHouseholds,
    getHouseholdFacets: householdRoutes.getHouseholdFacets,
    listHouseholdColumns: householdRoutes.listHouseholdColumns,
    getHousehold: householdRoutes.getHousehold,
    listTimeline: householdRoutes.listTimeline,
    listVillages: villageRoutes.listVillages,
    countVillages: villageRoutes.countVillages,
    getVillage: villageRoutes.getVillage,
    listVillageTimeline: villageRoutes.listVillageTimeline,
    appendRecord: recordRoutes.appendRecord,
    registerHousehold: operationRoutes.registerHousehold,
    addMember: operationRoutes.addMember,
    applyOperation: operationRoutes.applyOperation,
    previewOperation: operationRoutes.previewOperation,
    whatWouldChange: whatIfRoutes.whatWouldChange,
    getAfterExit: afterExitRoutes.getAfterExit,
    uploadEvidence: evidenceRoutes.uploadEvidence,
    downloadEvidence: evidenceRoutes.downloadEvidence,
    unmaskFact: unmaskRoutes.unmaskFact,
    listContradictions: operationRoutes.listContradictions,
  },
  policies: {
    getPolicy: policyRoutes.getPolicy,
    getCatalogue: policyRoutes.getCatalogue,
    getPolicyItem: policyRoutes.getPolicyItem,
    listPolicyVersions: policyRoutes.listPolicyVersions,
    comparePolicies: policyRoutes.comparePolicies,
    getPackTests: policyRoutes.getPackTests,
    listSimulationChoices: simulationRoutes.listSimulationChoices,
    simulate: simulationRoutes.simulate,
    drawSimulation: simulationRoutes.drawSimulation,
    listSimulated: simulationRoutes.listSimulated,
  },
  plans: {
    listPlans: planRoutes.listPlans,
    readPlanFile: planRoutes.readPlanFile,
    addPlan: planRoutes.addPlan,
    getPlan: planRoutes.getPlan,
    getPlanPart: planRoutes.getPlanPart,
    addPlanVersion: planRoutes.addPlanVersion,
    changePlan: planRoutes.changePlan,
    comparePlanVersions: planRoutes.comparePlanVersions,
    decideStatements: planRoutes.decideStatements,
    listPlanUnits: planRoutes.listPlanUnits,
    nameUnit: planRoutes.nameUnit,
  },
  statistics: {
    getSummary: statisticsRoutes.getSummary,
    listSubRegions: statisticsRoutes.listSubRegions,
    getTargets: statisticsRoutes.getTargets,
    getCompleteness: statisticsRoutes.getCompleteness,
    getQuality: statisticsRoutes.getQuality,
  },
  targets: {
    listPlanTargets: targetRoutes.listPlanTargets,
    listTargetIndicators: targetRoutes.listTargetIndicators,
    listExitQuotas: exitQuotaRoutes.listExitQuotas,
    listFundLines: targetRoutes.listFundLines,
    exportFundLines: targetRoutes.exportFundLines,
    comparePlanWithAbove: targetRoutes.comparePlanWithAbove,
  },
  search: { search: searchRoutes.search },
  dictionary: { getDictionary: dictionaryRoutes.getDictionary },
  audit: {
    listAuditEvents: auditRoutes.listAuditEvents,
    listUnusualAccess: auditRoutes.listUnusualAccess,
    getSealState: auditRoutes.getSealState,
    listAlarms: auditRoutes.listAlarms,
  },
  retention: {
    listPrivacyNotices: retentionRoutes.listPrivacyNotices,
    publishPrivacyNotice: retentionRoutes.publishPrivacyNotice,
    getPersonRights: retentionRoutes.getPersonRights,
    tellNotice: retentionRoutes.tellNotice,
    receiveRequest: retentionRoutes.receiveRequest,
    answerRequest: retentionRoutes.answerRequest,
    listOpenRequests: retentionRoutes.listOpenRequests,
    listErasures: retentionRoutes.listErasures,
    signErasures: retentionRoutes.signErasures,
    holdErasure: retentionRoutes.holdErasure,
    releaseErasure: retentionRoutes.releaseErasure,
  },
  imports: {
    getImportTemplate: importRoutes.getImportTemplate,
    listImportFields: importRoutes.listImportFields,
    uploadImport: importRoutes.uploadImport,
    listImports: importRoutes.listImports,
    getImport: importRoutes.getImport,
    mapImport: importRoutes.mapImport,
    checkImport: importRoutes.checkImport,
    listImportRows: importRowRoutes.listImportRows,
    downloadImportReport: importRowRoutes.downloadImportReport,
    commitImport: importRoutes.commitImport,
    undoImport: importRoutes.undoImport,
    cancelImport: importRoutes.cancelImport,
    chooseImportSheet: importRoutes.chooseImportSheet,
    getImportRow: importRowRoutes.getImportRow,
    repairImportRows: importRowRoutes.repairImportRows,
    replaceImportFile: importRowRoutes.replaceImportFile,
    listImportHouseholds: importRowRoutes.listImportHouseholds,
  },
  work: {
    listJobs: jobRoutes.listJobs,
    getJob: jobRoutes.getJob,
    cancelJob: jobRoutes.cancelJob,
    seeJobs: jobRoutes.seeJobs,
  },
  duplicates: {
    listDuplicates: duplicateRoutes.listDuplicates,
    searchDuplicates: duplicateRoutes.searchDuplicates,
    checkDuplicates: duplicateRoutes.checkDuplicates,
    decideDuplicates: duplicateRoutes.decideDuplicates,
  },
  assignments: {
    previewAssignment: assignmentRoutes.previewAssignment,
    startAssignment: assignmentRoutes.startAssignment,
    listAssignments: assignmentRoutes.listAssignments,
    getAssignment: assignmentRoutes.getAssignment,
    cancelAssignment: assignmentRoutes.cancelAssignment,
    undoAssignment: assignmentRoutes.undoAssignment,
  },
  tasks: {
    listDuties: taskRoutes.listDuties,
    countDuties: taskRoutes.countDuties,
    exportDuties: taskRoutes.exportDuties,
    getTask: taskRoutes.getTask,
    reportTask: taskRoutes.reportTask,
    uploadTaskEvidence: taskRoutes.uploadTaskEvidence,
    takeBackReport: taskRoutes.takeBackReport,
    getLetter: taskRoutes.getLetter,
    exportBulletin: taskRoutes.exportBulletin,
  },
  cases: {
    listProcedures: caseRoutes.listProcedures,
    listCases: caseRoutes.listCases,
    countCases: caseRoutes.countCases,
    countEndedCases: caseRateRoutes.countEndedCases,
    getIncidence: incidenceRoutes.getIncidence,
    listCandidates: caseRoutes.listCandidates,
    openCases: caseRoutes.openCases,
    actOnCases: caseRoutes.actOnCases,
    uploadCaseEvidence: caseRoutes.uploadCaseEvidence,
    listCalendar: caseRoutes.listCalendar,
    getCase: caseRoutes.getCase,
  },
  notices: {
    listNotices: noticeRoutes.listNotices,
    previewNotice: noticeRoutes.previewNotice,
    getNotice: noticeRoutes.getNotice,
    takeDownNotice: noticeRoutes.takeDownNotice,
  },
  complaints: {
    listComplaints: complaintRoutes.listComplaints,
    countComplaints: complaintRoutes.countComplaints,
    listComplaintUnits: complaintRoutes.listComplaintUnits,
    takeComplaint: complaintRoutes.takeComplaint,
    getComplaint: complaintRoutes.getComplaint,
    actOnComplaint: complaintRoutes.actOnComplaint,
  },
  leads: {
    listLeadKinds: leadRoutes.listLeadKinds,
    uploadLeadList: leadRoutes.uploadLeadList,
    listLeadLists: leadRoutes.listLeadLists,
    listLeadUnits: leadRoutes.listLeadUnits,
    getLeadList: leadRoutes.getLeadList,
    listLeadRows: leadRoutes.listLeadRows,
    withdrawLeadList: leadRoutes.withdrawLeadList,
    listLeads: leadRoutes.listLeads,
    countLeads: leadRoutes.countLeads,
    getLead: leadRoutes.getLead,
    actOnLeads: leadRoutes.actOnLeads,
  },
  world: {
    getWorldDay: worldRoutes.getWorldDay,
    passDays: worldRoutes.passDays,
  },
  views: {
    listViews: viewRoutes.listViews,
    saveView: viewRoutes.saveView,
    deleteView: viewRoutes.deleteView,
  },
  exports: {
    exportHouseholds: exportRoutes.exportHouseholds,
    exportDuplicates: exportRoutes.exportDuplicates,
    exportPersonFile: exportRoutes.exportPersonFile,
    exportPolicyComparison: policyRoutes.exportPolicyComparison,
    exportSimulation: simulationRoutes.exportSimulation,
    exportVillages: villageRoutes.exportVillages,
    exportDictionary: dictionaryRoutes.exportDictionary,
    exportAuditEvents: auditRoutes.exportAuditEvents,
  },
} as const

type Modules = typeof routes
type AnyRoute = { [M in keyof Modules]: Modules[M][keyof Modules[M]] }[keyof Modules]

/** All of them in one list, for the client and for OpenAPI. */
export const allRoutes: readonly AnyRoute[] = Object.values(routes).flatMap(
  (module) => Object.values(module) as AnyRoute[],
)
