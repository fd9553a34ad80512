// Rules about the server's sources that no linter knows: how SQL is made, and who may speak to the network or start
// another program. Each rule names what it found as `file:line: why`.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync } from 'vite'

const root = join(import.meta.dirname, '..')

/** Files that reach beyond the process, each with what for. Whatever else needs the network goes through outbound.ts. */
const REACHES_OUT = {
  'platform/outbound.ts': ['node:http', 'node:https', 'node:dns', 'node:net'],
  // Whether a text is an address, nothing else.
  'platform/config.ts': ['node:net'],
  'modules/access/sign-in/passkey.ts': ['node:net'],
  // A program that the operator names looks at every upload.
  'platform/http/scan.ts': ['node:child_process'],
  // Commands of the operator: tar, and a database started to try a backup.
  'platform/backup/archive.ts': ['node:child_process'],
  'platform/backup/parts.ts': ['node:child_process'],
  'platform/backup/recovery.ts': ['node:child_process'],
  // Space that is set apart: fallocate, for which Node has no call.
  'platform/disk/ballast.ts': ['node:child_process'],
  // The embedded database.
  'platform/postgres.ts': ['node:child_process'],
  'platform/postgres-runtime.ts': ['node:child_process'],
  'platform/postgres-cluster.ts': ['node:child_process'],
  // A command of the operator: npm with its own settings, and the digest of the package is known.
  'modules/regions/division-package.ts': ['node:child_process'],
}
/** Of those modules, what only looks at a text. */
const HARMLESS = new Set(['isIP', 'isIPv4', 'isIPv6', 'STATUS_CODES'])
const NETWORK = /^node:(http|https|http2|net|tls|dgram|dns|child_process|cluster|inspector)(\/|$)|^undici$/
/** What a request brought: never part of a statement, only of its parameters. */
const INPUT = new Set(['query', 'params', 'body', 'request', 'upload', 'actor'])

export function serverSources(folder = join(root, 'apps/server/src')) {
  return readdirSync(folder, { recursive: true })
    .map((name) => relative(folder, join(folder, String(name))).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\.gen\.ts$|(^|\/)testing/.test(file))
    .toSorted()
    .map((file) => ({ file, source: readFileSync(join(folder, file), 'utf8') }))
}

export function faultsOf({ file, source }) {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0].message}`)
  const faults = []
  const fault = (node, why) =>
    faults.push(`${file}:${source.slice(0, node.start).split('\n').length}: ${why}`)
  walk(program, (node) => {
    if (isImport(node)) checkImport(node, file, fault)
    if (node.type === 'CallExpression') checkCall(node, file, fault)
    if (node.type === 'TemplateLiteral') checkSetting(node, fault)
  })
  return faults
}

function isImport(node) {
  const isOne = ['ImportDeclaration', 'ImportExpression', 'ExportNamedDeclaration'].includes(node.type)
  return isOne && typeof node.source?.value === 'string'
}

function checkImport(node, file, fault) {
  const name = node.source.value
  const names = node.specifiers?.map((each) => each.imported?.name) ?? []
  if (node.importKind === 'type' || (names.length > 0 && names.every((each) => HARMLESS.has(each)))) return
  if (NETWORK.test(name) && !REACHES_OUT[file]?.includes(name))
    fault(node, `${name} reaches out of the process; the way to the network is platform/outbound.ts`)
}

function checkCall(node, file, fault) {
  const { callee } = node
  const called = callee.name ?? callee.property?.name
  const globals = ['fetch', 'WebSocket', 'EventSource', 'eval', 'Function']
  if (callee.type === 'Identifier' && globals.includes(called)) fault(node, `${called} is not for the server`)
  if (callee.object?.name === 'sql' && called === 'raw') fault(node, 'sql.raw makes SQL of any text')
  if (called !== 'query' || callee.type !== 'MemberExpression') return
  if (file.endsWith('.routes.ts')) fault(node, 'a route asks its use case, not the database')
  const [first] = node.arguments
  const text = first?.type === 'ObjectExpression' ? propertyOf(first, 'text') : first
  if (text) checkStatement(text, fault)
}

function checkStatement(text, fault) {
  if (text.type === 'BinaryExpression') fault(text, 'SQL is not put together with +')
  if (INPUT.has(text.name)) fault(text, `${text.name} is what was sent, not SQL`)
  for (const part of text.expressions ?? []) {
    const { object, property } = part
    // A builder may be called `query` as well: its parts are named for the SQL that they hold.
    if (part.type === 'MemberExpression' && INPUT.has(object.name) && !BUILT.has(property.name))
      fault(part, `${object.name}.${property.name} is what was sent: it goes into a parameter`)
  }
}
/** `digits` is a number of a region's level. */
const BUILT = new Set([
  'digits',
  'sql',
  'from',
  'where',
  'with',
  'columns',
  'verdicts',
  'outcomes',
  'indicatorVerdicts',
])

/** A setting of a pooled connection would be the next borrower's: only transaction-local ones, in platform/db.ts. */
function checkSetting(node, fault) {
  const text = node.quasis.map((each) => each.value.raw).join('$')
  if (/\bset_config\((?![^)]*,\s*true\s*\))/i.test(text) || /(^|;)\s*set\s+(session|role)\b/im.test(text))
    fault(node, 'a setting outlives its transaction')
}

function propertyOf(object, name) {
  return object.properties.find((each) => each.key?.name === name)?.value
}

function walk(node, visit) {
  visit(node)
  for (const [key, child] of Object.entries(node)) {
    if (key === 'parent' || typeof child !== 'object' || child === null) continue
    for (const each of Array.isArray(child) ? child : [child])
      if (each && typeof each.type === 'string') walk(each, visit)
  }
}
