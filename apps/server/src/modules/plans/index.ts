/** Plans: policy documents, what people accept of them, and what comes of it. */
export { targetsRoutes } from './targets/targets.routes.ts'
export { tasksRoutes } from './tasks/tasks.routes.ts'
