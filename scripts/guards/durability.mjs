// SR-19, SR-21, SR-38, SR-39: what was acknowledged is there, once and whole.

const server = 'apps/server/src'
const imports = `${server}/modules/imports`
const registry = `${server}/modules/registry`
const killed = [`${imports}/killed.test.ts`]
const fit = [`${server}/platform/fit-to-serve.test.ts`]
const backup = [`${server}/platform/backup/backup.test.ts`]
const files = [`${server}/platform/files.test.ts`]
const twice = [`${server}/sent-twice.test.ts`]
const acts = [`${server}/acts-sent-twice.test.ts`]
const full = [`${server}/disk-full.test.ts`]

const db = `${server}/platform/db.ts`
const on = "['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']"
const off = "['zero_damaged_pages', 'ignore_checksum_failure', 'transaction_read_only']"
const without = (list, name) => list.replace(`, '${name}'`, '').replace(`'${name}', `, '')

/** A server that is set so is refused at the start. */
const refused = (setting, list, pattern) => ({
  name: `SR-38 a server is refused: ${setting}`,
  file: db,
  from: list,
  to: without(list, setting),
  tests: fit,
  pattern: `${pattern}$`,
})

export const ofDurability = [
  {
    name: 'SR-19 an import is stored in one transaction',
    file: `${imports}/committing/commit.ts`,
    from: "  await step('fold')\n",
    to: "  await tx.client.query('commit; begin')\n  await step('fold')\n",
    tests: killed,
    pattern: 'at any step leaves nothing behind',
  },
  {
    name: 'SR-19 rows that a crash took away are staged again',
    file: `${imports}/work.ts`,
    from: '  await restoreRows(deps, given, run)\n',
    to: '  void restoreRows\n',
    tests: killed,
    pattern: 'at any step leaves nothing behind',
  },
  {
    name: 'SR-19 one worker at a time for an import',
    file: `${imports}/imports.store.ts`,
    from: "  await tx.client.query('select pg_advisory_xact_lock(hashtextextended(§1, 0))', [`lika import §{id}`])\n",
    to: '',
    tests: killed,
    pattern: 'two workers at once',
  },
  {
    name: 'SR-19 work that another has taken over is left alone',
    file: `${imports}/work.ts`,
    from: '  if (now && now.job_id === given.job_id && states.includes(now.state)) return now\n',
    to: '  if (now && now.job_id === given.job_id && states) return now\n',
    tests: killed,
    pattern: 'two workers at once',
  },
  {
    name: 'SR-19 an import is taken up again by its job at the next start',
    file: `${imports}/jobs.ts`,
    from: "      const next = await enqueueWork(tx, deps, given, given.made_by)\n      await tx.client.query('update import set job_id = §2 where id = §1', [given.id, next])\n",
    to: '      void enqueueWork\n',
    tests: killed,
    pattern: 'is taken up again at the next start',
  },
  {
    name: 'SR-19 what changed since the check stops the commit',
    file: `${imports}/committing/commit.ts`,
    from: '  if (rows.length > 0) throw registryChanged(rows.map(({ number }) => number))\n',
    to: '  void rows\n',
    // Somebody who registers at the same moment is found after the fact; both are switched off.
    also: [{ from: '  if (lost) throw registryChanged([])\n', to: '  void lost\n' }],
    tests: [`${imports}/imports.test.ts`],
    pattern: 'what changed since the check',
  },
  {
    name: 'SR-19 the same file twice changes nothing',
    file: `${imports}/checking/known.sql.ts`,
    from: 'where f.value is distinct from coalesce(',
    to: 'where true or f.value is distinct from coalesce(',
    tests: [`${imports}/imports.test.ts`],
    pattern: 'the same file twice changes nothing',
  },
  {
    name: 'SR-19 a job that a killed server had begun is run again',
    file: `${server}/platform/jobs.ts`,
    from: "    await tx.client.query('select graphile_worker.force_unlock_workers(§1)', [workers])\n",
    to: '',
    tests: [`${server}/platform/jobs.test.ts`],
    pattern: 'a job that a killed server had begun',
  },
  {
    name: 'SR-21 a record of the same id and another body',
    file: `${registry}/records/records.ts`,
    from: '    if (known.bodySha256 === null || !known.bodySha256.equals(digest)) throw differentBody(input.id)\n',
    to: '    void differentBody\n',
    tests: [`${registry}/records/records.test.ts`],
    pattern: 'the same id with another body is refused',
  },
  {
    name: 'SR-21 twenty records of one id at once are one',
    file: `${registry}/records/records.store.ts`,
    from: '     on conflict (county_code, id) do nothing returning id`',
    to: '     returning id`',
    tests: [`${registry}/records/records.test.ts`],
    pattern: 'twenty tries at once',
    also: [
      {
        from: "household: 'select id from household where id = §1 for no key update'",
        to: "household: 'select id from household where id = §1'",
      },
    ],
  },
  {
    name: 'SR-21 an operation of the same id and another body',
    file: `${registry}/operations/operations.ts`,
    from: 'if (await isSameOperation(tx, row))',
    to: 'if (isSameOperation)',
    tests: twice,
    pattern: 'twenty at once are one row',
  },
  {
    name: 'SR-21 a household of the same id and another body',
    file: `${registry}/operations/register.ts`,
    from: '      if (await isRegisteredBy(tx, countyCode, body.id, bodySha256)) return {',
    to: '      if (isRegisteredBy) return {',
    tests: [`${registry}/operations/operations.test.ts`],
    pattern: 'the same registration twice is one',
  },
  {
    name: 'SR-21 a household number is given once (no unique key)',
    file: 'database/migrations/0003_registry.sql',
    from: 'constraint household_number_unique unique (county_code, number)',
    to: 'constraint household_number_unique check (number is not null)',
    tests: [`${registry}/operations/operations.test.ts`],
    pattern: 'the same registration twice is one',
  },
  {
    name: 'SR-21 a group of the same id and another body',
    file: `${server}/modules/regions/groups.ts`,
    from: '  if (!isSame || known.effectiveOn !== group.effectiveOn) throw differentBody(group.id)\n',
    to: '  void [isSame, differentBody]\n',
    tests: twice,
    pattern: 'twenty at once are one row',
  },
  {
    name: 'SR-21 a grant of the same id and another body',
    file: `${server}/modules/access/administration/grants.ts`,
    from: '    mustBeSame(before, row)\n',
    to: '    void mustBeSame\n',
    tests: [`${server}/modules/access/administration/administration.test.ts`],
    pattern: 'sent twice is one grant',
  },
  {
    name: 'SR-21 an upload of the same id and another file',
    file: `${imports}/imports.ts`,
    from: '  if (isSame) return\n',
    to: '  if (isSame || !isSame) return\n',
    tests: [`${imports}/imports.test.ts`],
    pattern: 'under the id of another upload',
  },
  refused('fsync', on, 'that does not wait for the disk'),
  refused('full_page_writes', on, 'that cannot mend half a page'),
  refused('synchronous_commit', on, 'that acknowledges before it has stored'),
  refused('data_checksums', on, 'that does not notice damage'),
  refused('zero_damaged_pages', off, 'that empties damaged pages'),
  refused('ignore_checksum_failure', off, 'that overlooks damage'),
  refused('transaction_read_only', off, 'that stores nothing'),
  {
    name: 'SR-38 a server is refused: synchronous_commit of the role of requests',
    file: db,
    from: "  if (server.roles !== '') {\n",
    to: '  if (server.roles === undefined) {\n',
    tests: fit,
    pattern: 'that acknowledges requests before it has stored them',
  },
  {
    name: 'SR-38 the bytes of an upload are on the disk before it is acknowledged',
    file: `${server}/platform/files.ts`,
    from: 'mode: 0o600, flush: true })',
    to: 'mode: 0o600 })',
    tests: files,
    pattern: 'is on the disk before',
  },
  {
    name: 'SR-38 the name of an upload is on the disk before it is acknowledged',
    file: `${server}/platform/files.ts`,
    from: "  await onDisk(dirname(place))\n  store.before?.('sync')\n  await onDisk(store.filesFolder)\n",
    to: '  await onDisk(store.filesFolder)\n',
    tests: files,
    pattern: 'is on the disk before',
  },
  {
    name: 'SR-38 the folder of an upload is on the disk before it is acknowledged',
    file: `${server}/platform/files.ts`,
    from: "  await onDisk(dirname(place))\n  store.before?.('sync')\n  await onDisk(store.filesFolder)\n",
    to: '  await onDisk(dirname(place))\n',
    tests: files,
    pattern: 'is on the disk before',
  },
  {
    name: 'SR-38 every part of a backup is held against its digest',
    file: `${server}/platform/backup/parts.ts`,
    from: '  if (found.bytes !== part.bytes || found.sha256 !== part.sha256) throw damaged(path)\n',
    to: '  if (found.bytes < 0 && part) throw damaged(path)\n',
    tests: backup,
    pattern: 'names what it holds|that is damaged by one byte',
  },
  {
    name: 'SR-38 the key is never in a backup',
    file: `${server}/platform/backup/take.ts`,
    from: "  step({ zh: '复制上传的文件', en: 'Copying uploaded files' })\n",
    to: "  fs.copyFileSync(join(options.home, options.keyFile), join(draft, options.keyFile))\n  step({ zh: '复制上传的文件', en: 'Copying uploaded files' })\n",
    tests: backup,
    pattern: 'never holds the key',
  },
  {
    name: 'SR-38 a backup does not go beside its key',
    file: `${server}/platform/backup/folder.ts`,
    from: '  if (!inside) return\n',
    to: '  if (!inside || inside) return\n',
    tests: backup,
    pattern: 'away from the key',
  },
  {
    name: 'SR-38 nobody writes a manifest who lacks the key',
    file: `${server}/platform/backup/restore.ts`,
    from: "  if (!isSealedBy(manifest, root)) throw damaged(join(folder, 'manifest.json'))\n",
    to: '  void [isSealedBy, root, folder]\n',
    tests: backup,
    pattern: 'names what it holds|somebody wrote anew without the key',
  },
  {
    name: 'SR-38 a hole in the journal is not its end',
    file: `${server}/platform/backup/recovery.ts`,
    from: '    if (gap) throw gap\n',
    to: '    void gap\n',
    tests: backup,
    pattern: 'names what it holds|stops at a second|leaves nothing out silently',
  },
  {
    name: 'SR-38 a backup that was killed is no backup',
    file: `${server}/platform/backup/folder.ts`,
    from: 'if (name.endsWith(UNFINISHED)) fs.rmSync(join(folder, name)',
    to: 'if (name.endsWith(`x§{UNFINISHED}`)) fs.rmSync(join(folder, name)',
    tests: backup,
    pattern: 'goes when it is older than the days',
  },
  {
    name: 'SR-39 nothing is stored below the bound',
    file: `${server}/platform/disk/disk.ts`,
    from: 'if (isFull(level) || free - bytes < bounds.full) throw diskFull()',
    to: 'if (free - bytes < -bounds.full) throw diskFull()',
    tests: full,
    pattern: 'every route that stores something answers 507',
  },
  {
    name: 'SR-39 what leaves a trace is refused when nothing fits any more',
    file: `${server}/platform/disk/disk.ts`,
    from: "if (look().level === 'spent') throw diskFull()",
    to: 'look()',
    tests: full,
    pattern: 'not even an entry of the journal fits',
  },
  {
    name: 'SR-39 refusals are counted, not entered each',
    file: `${server}/platform/http/audited.ts`,
    from: 'if (context.actor && status !== 507)',
    to: 'if (context.actor)',
    tests: full,
    pattern: 'a hundred refusals',
  },
  {
    name: 'SR-21 a change of access is made once',
    file: `${server}/modules/access/administration/changes.store.ts`,
    from: '  return found !== undefined\n',
    to: '  return found === null\n',
    tests: acts,
    pattern: 'whatever is changed of access is changed once',
  },
  {
    name: 'SR-21 a number that is told again is not counted again',
    file: `${registry}/households/unmask.ts`,
    from: "if (isNew) await spend(tx.client, actor, 'unmaskings', 1, deps.clock.now())",
    to: "if (isNew !== -1) await spend(tx.client, actor, 'unmaskings', 1, deps.clock.now())",
    tests: acts,
    pattern: 'is counted and kept once',
  },
]
