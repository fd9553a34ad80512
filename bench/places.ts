import { resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..')
export const POLICIES = resolve(ROOT, 'policies')
export const RESULTS = resolve(import.meta.dirname, 'RESULTS.md')
export const KEPT = resolve(import.meta.dirname, 'results.json')
