import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { migrate } from './migrate.ts'
import { readCatalogue } from './schema/catalogue.ts'
import { dumpSchema } from './schema/dump.ts'
import { schemaTypes } from './schema/types.ts'
import { describe, expect, test } from './testing.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function migrations(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lika-migrations-'))
  folders.push(folder)
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return folder
}

const one = { '0001_one.sql': 'drop table schema_migration cascade; select 1' }
const two = { '0002_two.sql': 'create table two (n integer)' }

/** The template holds Lika's own migrations; these tests want to start before the first. */
async function fresh(db: Parameters<typeof migrate>[0]): Promise<void> {
  await db.pool.query('drop schema public cascade; create schema public')
}

describe('migrations', () => {
  test('are applied once, in order, by however many start at the same time', async ({ emptyDb: db }) => {
    await fresh(db)
    const folder = migrations({ '0001_one.sql': 'create table one (n integer)', ...two })
    const applied = await Promise.all([
      migrate(db, { folder }),
      migrate(db, { folder }),
      migrate(db, { folder }),
    ])
    expect(applied.flat()).toEqual(['0001_one.sql', '0002_two.sql'])
    expect(await migrate(db, { folder })).toEqual([])
  })

  test('an edited one is refused, and so is a database from a newer program', async ({ emptyDb: db }) => {
    await fresh(db)
    await migrate(db, { folder: migrations({ '0001_one.sql': 'create table one (n integer)', ...two }) })
    const edited = migrations({ '0001_one.sql': 'create table one (n bigint)', ...two })
    await expect(migrate(db, { folder: edited })).rejects.toThrow(
      '0001_one.sql was edited after it had been applied',
    )
    const older = migrations({ '0001_one.sql': 'create table one (n integer)' })
    await expect(migrate(db, { folder: older })).rejects.toThrow('which this program does not know')
  })

  test('one that fails leaves nothing behind and names its line', async ({ emptyDb: db }) => {
    await fresh(db)
    const folder = migrations({
      '0001_one.sql': 'create table one (n integer);\n\ncreate table two (n nonsense);',
    })
    await expect(migrate(db, { folder })).rejects.toThrow(
      /0001_one.sql:3 failed: type "nonsense" does not exist/,
    )
    const { rows } = await db.pool.query(`select to_regclass('one') as one`)
    expect(rows).toEqual([{ one: null }])
  })

  test('a gap in the numbers is refused', async ({ emptyDb: db }) => {
    const folder = migrations({ ...one, '0003_three.sql': '' })
    await expect(migrate(db, { folder })).rejects.toThrow('0003_three.sql is misnumbered: 0002_name.sql')
  })
})

test('the dump tells everything that tables are made of, and what is made from it is the same', async ({
  emptyDb: db,
}) => {
  await fresh(db)
  await db.pool.query(`
    create type colour as enum ('red', 'blue');
    create domain yuan as numeric(12, 2) check (value >= 0);
    create table paint (
      id uuid primary key, "from" text collate "C" not null default 'a', shade colour, price yuan, tags text[] not null default '{}',
      doubled integer generated always as (length("from") * 2) stored, n bigint generated always as identity,
      made_at timestamptz not null default now(), constraint paint_from_short check (length("from") < 5));
    create index paint_by_shade on paint (shade) where price > 0;
    comment on table paint is 'It''s paint';
    comment on column paint."from" is 'Origin.';
    comment on constraint paint_from_short on paint is 'Short.';
    alter table paint enable row level security; alter table paint force row level security;
    create policy paint_scope on paint for select to public using (price > 0);
    create view cheap with (security_invoker = true) as select id, price from paint where price < 10;
    create table part (k integer not null, v jsonb) partition by range (k);
    create table part_1 partition of part for values from (1) to (10);
    create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
    create trigger paint_touch before update on paint for each row execute function touch();
    grant select on cheap to public;`)
  const before = await readCatalogue(db.pool)
  const dump = dumpSchema(before)
  for (const piece of [
    `create type colour as enum ('red', 'blue');`,
    `"from" text collate "C" default 'a'::text not null`,
    'doubled integer generated always as ((length("from") * 2)) stored',
    'n bigint generated always as identity not null',
    'force row level security',
    'create policy paint_scope on paint for select to public using (((price)::numeric > (0)::numeric));',
    'create view cheap with (security_invoker=true)',
    'create table part_1 partition of part FOR VALUES FROM (1) TO (10);',
    `comment on table paint is 'It''s paint';`,
    'grant select on cheap to public;',
  ]) {
    expect(dump).toContain(piece)
  }
  await fresh(db)
  await db.pool.query(dump)
  expect(dumpSchema(await readCatalogue(db.pool))).toBe(dump)

  const types = schemaTypes(before)
  expect(types).toContain(`  shade: 'red' | 'blue' | null`)
  expect(types).toContain('  doubled: GeneratedAlways<number | null>')
  expect(types).toContain('  price: Decimal | null')
  expect(types).toContain('  tags: Generated<string[]>')
  expect(types).toContain('  madeAt: Generated<Instant>')
  expect(types).not.toContain('part1')
})
