/** Plans: policy documents, what is read out of them, what people accept of them, and what comes of it. */
export { refoldPlans, verifyPlans } from './deciding/fold.ts'
export { plansRoutes } from './plans.routes.ts'
export { partOf, type ReadPart } from './reading/read-part.ts'
export { storeReading } from './reading/readings.store.ts'
export { openTextWork } from './reading/work.ts'
export { targetsRoutes } from './targets/targets.routes.ts'
export { findTasks } from './tasks/task.store.ts'
export { tasksRoutes } from './tasks/tasks.routes.ts'
