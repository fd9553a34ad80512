// What the template database of the tests holds besides the migrations: the columns of the packs' facts, and the
// initials of names. Like main.ts, it may know every module.

import type { TestProject } from 'vitest/node'
import { POLICIES_FOLDER } from './compose.ts'
import { openPolicies } from './modules/policies/index.ts'
import { addFactColumns, loadHanInitials } from './modules/registry/index.ts'
import { type Db, withTransaction } from './platform/db.ts'
import { makeTemplate, setUpTestCluster } from './platform/testing-cluster.ts'

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  return setUpTestCluster(project, loadReferenceData)
}

/** Another template in the same cluster, of other migrations: for scripts/guards.mjs. */
export function makeTestTemplate(adminUrl: string, name: string): Promise<void> {
  return makeTemplate(adminUrl, name, loadReferenceData)
}

export async function loadReferenceData(db: Db): Promise<void> {
  const { catalogue } = openPolicies(POLICIES_FOLDER)
  await withTransaction(db, async (tx) => {
    await addFactColumns(tx, catalogue)
    await loadHanInitials(tx)
  })
}
