// What the template database of the tests holds besides the migrations. Like main.ts, it may know every module.

import type { TestProject } from 'vitest/node'
import type { Db } from './platform/db.ts'
import { setUpTestCluster } from './platform/testing-cluster.ts'

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  return setUpTestCluster(project, loadReferenceData)
}

async function loadReferenceData(_db: Db): Promise<void> {}
