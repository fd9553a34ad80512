// docs/data-dictionary.md: every table and column with its comment, every fact and code list of the packs.
//   node scripts/dictionary.mjs           writes it; a test fails when it is out of date (npm run check)

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { effectivePolicy, loadPacks } from '@lika/policy'

const root = resolve(import.meta.dirname, '..')
export const DICTIONARY = 'docs/data-dictionary.md'

/** Tables in the order of schema.sql: `{ name, comment, columns: [{ name, type, comment }] }`. */
export function readTables() {
  const sql = readFileSync(join(root, 'database/schema.sql'), 'utf8')
  const comments = new Map(
    [...sql.matchAll(/^comment on (?:table|column) (\S+) is '((?:[^']|'')*)';/gm)].map(([, name, text]) => [
      name,
      text.replaceAll("''", "'"),
    ]),
  )
  return [...sql.matchAll(/^create (?:unlogged )?table (\S+) \(\n([\s\S]*?)\n\);/gm)].map(
    ([, name, body]) => ({
      name,
      comment: comments.get(name),
      columns: body
        .split(/^ {2}constraint /m)[0]
        .split('\n')
        .filter((line) => /^ {2}\S/.test(line))
        .map((line) => {
          const [, column, rest] = line.match(/^ {2}(\S+) (.+?),?$/)
          const type = rest.split(/ collate | default | generated | not null/)[0]
          return { name: column, type, comment: comments.get(`${name}.${column}`) }
        }),
    }),
  )
}

/** Facts and code lists of all packs, each as it is said first: by jurisdiction, then day. */
export function readCatalogue() {
  const folder = join(root, 'policies')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml') && !entry.name.endsWith('.test.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }))
  const loaded = loadPacks(files, { sha256: (text) => createHash('sha256').update(text).digest('hex') })
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems, null, 2))
  const facts = new Map()
  const lists = new Map()
  const subjects = new Map()
  for (const pack of loaded.packs.list) {
    const { region } = loaded.packs.jurisdictions.get(pack.jurisdiction)
    const policy = effectivePolicy(loaded.packs, { region, asOf: pack.content.inForce.from })
    if ('problems' in policy) throw new Error(JSON.stringify(policy.problems, null, 2))
    for (const kind of Object.values(policy.subjects)) subjects.set(kind.id, subjects.get(kind.id) ?? kind)
    for (const list of Object.values(policy.codeLists)) lists.set(list.id, lists.get(list.id) ?? list)
    for (const fact of Object.values(policy.facts).flatMap((each) => Object.values(each))) {
      const key = `${fact.subject}.${fact.id}`
      facts.set(key, facts.get(key) ?? fact)
    }
  }
  return { subjects: [...subjects.values()], facts: [...facts.values()], lists: [...lists.values()] }
}

export function dictionary() {
  const tables = readTables()
  const { subjects, facts, lists } = readCatalogue()
  const parts = [
    '# Data dictionary 数据字典',
    'Made by `scripts/dictionary.mjs` from the comments in `database/schema.sql` and from the packs under `policies/`. Do not edit it: edit those, and run `node scripts/dictionary.mjs` (the pinned Node; see CONTRIBUTING.md).',
    `${tables.length} tables 表, ${facts.length} facts 事实, ${lists.length} code lists 代码表. The words are explained in GLOSSARY.md.`,
    '## Facts 事实',
    'Id, Chinese and English name; type with its unit or code list; class of sensitivity; how long an observation stays valid; pack. *System* facts are worked out by the registry, *flow* facts are amounts of a period (the income book). In the database a fact is the column of the same name in snake case of the snapshot of its subject, flow facts are rows of `income_entry`.',
    ...subjects.flatMap((subject) => factsOf(subject, facts)),
    '## Code lists 代码表',
    ...lists.flatMap((list) => [
      `### \`${list.id}\` ${list.label.zh} (${list.label.en})`,
      list.values.map(({ code, label }) => `\`${code}\` ${label.zh}`).join(', '),
    ]),
    '## Tables 表',
    'The snapshots `household_snapshot`, `person_snapshot` and `village_snapshot` also have a column for each fact of their subject, added when packs are loaded; those of facts that grow old have one more, `…_observed_on`.',
    ...tables.flatMap((table) => [
      `### \`${table.name}\``,
      table.comment ?? '',
      rows(
        ['column', 'type', 'meaning'],
        table.columns.map(({ name, type, comment }) => [`\`${name}\``, type, comment ?? '']),
      ),
    ]),
  ]
  return formatted(`${parts.join('\n\n')}\n`)
}

/** As the formatter would have it, which checks this file like any other. */
function formatted(text) {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'format', `--stdin-file-path=${DICTIONARY}`]
  return execFileSync(process.execPath, args, {
    cwd: root,
    input: text,
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  })
}

function factsOf(subject, facts) {
  const own = facts.filter((fact) => fact.subject === subject.id)
  if (own.length === 0) return []
  const cells = own.map((fact) => [
    `\`${fact.id}\``,
    fact.label.zh,
    fact.label.en,
    [
      fact.type,
      fact.codes && `\`${fact.codes}\``,
      fact.type === 'money' || fact.unitText ? fact.unitText : '',
    ]
      .filter(Boolean)
      .join(' '),
    [
      fact.class === 'ordinary' ? '' : fact.class,
      fact.validForMonths === undefined ? '' : `${fact.validForMonths} months`,
      fact.system ? 'system' : '',
      fact.flow ? 'flow' : '',
      fact.confirmed ? '' : 'unconfirmed 未核实',
    ]
      .filter(Boolean)
      .join(', '),
    fact.origin.pack,
  ])
  return [
    `### \`${subject.id}\` ${subject.label.zh} (${subject.label.en}), ${own.length}`,
    rows(['fact', '中文', 'English', 'type', 'notes', 'pack'], cells),
  ]
}

function rows(head, body) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}

if (import.meta.main) {
  writeFileSync(join(root, DICTIONARY), dictionary())
  console.log(`${DICTIONARY} written`)
}
