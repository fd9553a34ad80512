/** Whether an answer is one that the contract declares, whatever was asked. */
import { isDownload, Problem, type Route } from '@lika/contract'
import type { LightMyRequestResponse } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

type Validator = { Check: (value: unknown) => boolean }
const validators = new Map<unknown, Validator>()

function validatorOf(schema: TSchema): Validator {
  const known = validators.get(schema) ?? (Compile(schema) as unknown as Validator)
  validators.set(schema, known)
  return known
}

/** What is wrong with it, in words; nothing when it is fine. */
export function faultOf(route: Route, answer: LightMyRequestResponse): string | undefined {
  const { statusCode: status, headers } = answer
  const type = String(headers['content-type'] ?? '')
  if (headers['x-content-type-options'] !== 'nosniff') return 'no nosniff'
  if (headers['cache-control'] !== 'no-store') return 'it may be kept by a cache'
  if (!String(headers['content-security-policy']).includes("default-src 'self'")) return 'no CSP'
  // Overload is told as such, with when to come again; a program that is at fault is not.
  const isOverload = status === 503 && headers['retry-after'] !== undefined
  if (status >= 500 && !isOverload) return `it failed: ${answer.body.slice(0, 200)}`
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) return `a refusal of type ${type}`
    const problem = answer.json()
    if (!validatorOf(Problem).Check(problem)) return `no problem answer: ${answer.body.slice(0, 200)}`
    if (problem.status !== status) return `the problem says ${problem.status}`
    return undefined
  }
  const declared = route.response[status]
  if (declared === undefined) return `the status ${status} is not declared`
  if (isDownload(declared))
    return headers['content-disposition']?.toString().startsWith('attachment;')
      ? undefined
      : 'a file that is no attachment'
  if (!type.startsWith('application/json')) return `an answer of type ${type}`
  return validatorOf(declared).Check(answer.json())
    ? undefined
    : `not what is declared: ${answer.body.slice(0, 200)}`
}
