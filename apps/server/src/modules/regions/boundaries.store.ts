import type { Tx } from '../../platform/db.ts'
import type { Runner } from './regions.store.ts'
import type { Polygon } from './simplify.ts'

export interface BoundaryRow {
  readonly code: string
  readonly polygons: [number, number][][][]
}

export async function findBoundaries(runner: Runner, codes: readonly string[]): Promise<BoundaryRow[]> {
  if (codes.length === 0) return []
  const { rows } = await runner.query<BoundaryRow>(
    'select code, polygons from region_boundary where code = any($1::text[]) order by code',
    [codes],
  )
  return rows
}

export interface NewBoundary {
  readonly code: string
  readonly polygons: readonly Polygon[]
  readonly points: number
}

/** Answers how many regions had a boundary before. */
export async function saveBoundaries(
  tx: Tx,
  boundaries: readonly NewBoundary[],
  origin: { readonly source: string; readonly importedBy: string | null },
): Promise<number> {
  const { rows } = await tx.client.query<{ n: number }>(
    `with given as (select * from jsonb_to_recordset($1::jsonb) as g (code text, polygons jsonb, points integer)),
     before as (select count(*) as n from region_boundary b join given g on g.code = b.code collate "C"),
     saved as (
       insert into region_boundary (code, polygons, points, source, imported_by)
       select code, polygons, points, $2, $3::uuid from given
       on conflict (code) do update set polygons = excluded.polygons, points = excluded.points,
         source = excluded.source, imported_by = excluded.imported_by, imported_at = now()
     )
     select n from before`,
    [JSON.stringify(boundaries), origin.source, origin.importedBy],
  )
  return rows[0]!.n
}
