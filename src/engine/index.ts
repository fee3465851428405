// What the engine offers to app/.
export { type ApplyInput, applyPlan } from './apply.ts'
export { checkGraph } from './check-graph.ts'
export { exitCodeOf } from './exit-code.ts'
export { makePlan, type PlanInput } from './plan.ts'
export { comparePlans, parsePlanFile, renderPlanFile } from './plan-file.ts'
