/** A deliberately naive evaluator: the net under the compilers. Used by tests and by the conformance file. */
export { evaluateReference, type Value, type World } from './evaluate.ts'
export { judgeReference } from './judge.ts'
