// Reads what a migrated database consists of out of PostgreSQL's own catalogue. The embedded package has no pg_dump.

import type pg from 'pg'

export type Column = {
  name: string
  /** The name as SQL wants it, in quotes where it is a word of the language. */
  quotedName: string
  type: string
  /** Collation when it is not the type's own. */
  collation: string | null
  notNull: boolean
  default: string | null
  /** 'always' or 'by default' identity, or 'stored' generation. */
  made: 'always' | 'by default' | 'stored' | null
  comment: string | null
  /** For the generated TypeScript: element type of arrays, base type of domains, labels of enums. */
  baseType: string
  isArray: boolean
  labels: string[] | null
}

export type Relation = {
  name: string
  kind: 'table' | 'view' | 'materialized view' | 'partition'
  unlogged: boolean
  options: string[] | null
  comment: string | null
  definition: string | null
  partitionKey: string | null
  partitionBound: string | null
  parent: string | null
  rowSecurity: boolean
  forceRowSecurity: boolean
  columns: Column[]
  constraints: { name: string; definition: string; comment: string | null }[]
  indexes: { definition: string; name: string; comment: string | null }[]
  triggers: { name: string; definition: string }[]
  policies: Policy[]
  grants: Grant[]
}

export type Policy = {
  name: string
  permissive: boolean
  command: string
  roles: string[]
  using: string | null
  check: string | null
}

export type Grant = { grantee: string; privileges: string[] }

export type Catalogue = {
  extensions: string[]
  types: { definition: string; name: string; comment: string | null }[]
  functions: { definition: string; signature: string; comment: string | null; grants: Grant[] }[]
  sequences: { name: string; comment: string | null }[]
  relations: Relation[]
}

/** Names are told without their schema where it is `public`; the job queue's own schema is not ours to describe. */
export async function readCatalogue(client: pg.Pool | pg.ClientBase): Promise<Catalogue> {
  const rows = async <T>(sql: string): Promise<T[]> => (await client.query(sql)).rows as T[]
  return {
    extensions: (await rows<{ name: string }>(EXTENSIONS)).map((row) => row.name),
    types: await rows(TYPES),
    functions: await rows(FUNCTIONS),
    sequences: await rows(SEQUENCES),
    relations: await rows(RELATIONS),
  }
}

const OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')`
const notOfExtension = (catalogue: string, oid: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`
const grants = (acl: string, owner: string) => `(
  select coalesce(jsonb_agg(jsonb_build_object('grantee', grantee, 'privileges', privileges) order by grantee), '[]')
  from (select case a.grantee when 0 then 'public' else a.grantee::regrole::text end as grantee,
      array_agg(lower(a.privilege_type) order by a.privilege_type) as privileges
    from aclexplode(${acl}) a where a.grantee <> ${owner} group by 1) g)`

const EXTENSIONS = `select extname as name from pg_extension where extname <> 'plpgsql' order by 1`

const TYPES = `
  select t.oid::regtype::text as name, obj_description(t.oid, 'pg_type') as comment,
    case t.typtype
      when 'e' then format('create type %s as enum (%s)', t.oid::regtype,
        (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
      when 'c' then format('create type %s as (%s)', t.oid::regtype,
        (select string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum)
         from pg_attribute where attrelid = t.typrelid and attnum > 0 and not attisdropped))
      when 'r' then (select format('create type %s as range (subtype = %s%s, multirange_type_name = %s)', t.oid::regtype, r.rngsubtype::regtype,
          case when r.rngcollation not in (0, 100) then format(', collation = %s', r.rngcollation::regcollation) else '' end, r.rngmultitypid::regtype)
        from pg_range r where r.rngtypid = t.oid)
      else format('create domain %s as %s%s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod),
        (select string_agg(' constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid), '' order by conname)
         from pg_constraint where contypid = t.oid))
    end as definition
  from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
  where ${OURS} and (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and c.relkind = 'c') and ${notOfExtension('pg_type', 't.oid')}
  order by 1`

const FUNCTIONS = `
  select p.oid::regprocedure::text as signature, obj_description(p.oid, 'pg_proc') as comment,
    case when p.prokind <> 'a' then rtrim(pg_get_functiondef(p.oid), E'\\n ')
    else (select format('CREATE AGGREGATE %s (SFUNC = %s, STYPE = %s%s%s)', p.oid::regprocedure, a.aggtransfn,
        format_type(a.aggtranstype, null),
        case when a.aggfinalfn <> 0 then ', FINALFUNC = ' || a.aggfinalfn else '' end,
        coalesce(', INITCOND = ' || quote_literal(a.agginitval), ''))
      from pg_aggregate a where a.aggfnoid = p.oid) end as definition,
    ${grants('p.proacl', 'p.proowner')} as grants
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${OURS} and ${notOfExtension('pg_proc', 'p.oid')}
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
  order by 1`

const SEQUENCES = `
  select c.oid::regclass::text as name, obj_description(c.oid, 'pg_class') as comment
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'S' and ${OURS} and ${notOfExtension('pg_class', 'c.oid')}
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('i', 'a'))
  order by 1`

const COLUMNS = `(
  select coalesce(jsonb_agg(jsonb_build_object(
      'name', a.attname, 'quotedName', quote_ident(a.attname),
      'type', format_type(a.atttypid, a.atttypmod),
      'collation', (select quote_ident(l.collname) from pg_collation l where l.oid = a.attcollation
        and a.attcollation <> t.typcollation),
      'notNull', a.attnotnull,
      'default', pg_get_expr(d.adbin, d.adrelid),
      'made', case when a.attidentity = 'a' then 'always' when a.attidentity = 'd' then 'by default'
        when a.attgenerated <> '' then 'stored' end,
      'comment', col_description(a.attrelid, a.attnum),
      'baseType', format_type(case when e.oid is not null then coalesce(nullif(e.typbasetype, 0), e.oid)
        else coalesce(nullif(t.typbasetype, 0), t.oid) end, null),
      'isArray', e.oid is not null,
      'labels', (select jsonb_agg(enumlabel order by enumsortorder) from pg_enum where enumtypid = coalesce(e.oid, t.oid))
    ) order by a.attnum), '[]')
  from pg_attribute a join pg_type t on t.oid = a.atttypid
  left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`

const CONSTRAINTS = `(
  select coalesce(jsonb_agg(jsonb_build_object('name', quote_ident(conname), 'definition', pg_get_constraintdef(oid),
      'comment', obj_description(oid, 'pg_constraint')) order by contype <> 'p', contype <> 'u', conname), '[]')
  from pg_constraint where conrelid = c.oid and contype <> 'n' and conislocal and coninhcount = 0)`

const INDEXES = `(
  select coalesce(jsonb_agg(jsonb_build_object('name', i.indexrelid::regclass::text, 'definition', pg_get_indexdef(i.indexrelid),
      'comment', obj_description(i.indexrelid, 'pg_class')) order by i.indexrelid::regclass::text), '[]')
  from pg_index i where i.indrelid = c.oid
    and not exists (select from pg_constraint where conindid = i.indexrelid and conrelid = c.oid)
    and not exists (select from pg_inherits where inhrelid = i.indexrelid))`

const TRIGGERS = `(
  select coalesce(jsonb_agg(jsonb_build_object('name', tgname, 'definition', pg_get_triggerdef(oid)) order by tgname), '[]')
  from pg_trigger where tgrelid = c.oid and not tgisinternal and tgparentid = 0)`

const POLICIES = `(
  select coalesce(jsonb_agg(jsonb_build_object('name', quote_ident(polname), 'permissive', polpermissive,
      'command', case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
      'roles', (select jsonb_agg(case r when 0 then 'public' else r::regrole::text end order by 1) from unnest(polroles) r),
      'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid)) order by polname), '[]')
  from pg_policy where polrelid = c.oid)`

const RELATIONS = `
  select c.oid::regclass::text as name,
    case when c.relispartition then 'partition' when c.relkind = 'v' then 'view'
      when c.relkind = 'm' then 'materialized view' else 'table' end as kind,
    c.relpersistence = 'u' as unlogged, c.reloptions as options, obj_description(c.oid, 'pg_class') as comment,
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition,
    pg_get_partkeydef(c.oid) as "partitionKey", pg_get_expr(c.relpartbound, c.oid) as "partitionBound",
    (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid) as parent,
    c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "forceRowSecurity",
    ${COLUMNS} as columns, ${CONSTRAINTS} as constraints, ${INDEXES} as indexes, ${TRIGGERS} as triggers,
    ${POLICIES} as policies, ${grants('c.relacl', 'c.relowner')} as grants
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and ${OURS} and ${notOfExtension('pg_class', 'c.oid')}
  order by c.relispartition, 1`
