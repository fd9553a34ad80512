/** The only SQL of evidence_file, and of which records name a file. */
import type { EvidenceFile } from '@lika/contract'
import type { Runner } from '../households/households.store.ts'

/** The first who brought a file keeps it: the same bytes again change nothing. */
export async function insertEvidence(
  runner: Runner,
  file: EvidenceFile & { readonly uploadedBy: string; readonly receivedAt: string },
): Promise<void> {
  await runner.query(
    `insert into evidence_file (sha256, media_type, size_bytes, file_name, uploaded_by, received_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (sha256) do nothing`,
    [file.sha256, file.mediaType, file.bytes, file.name, file.uploadedBy, file.receivedAt],
  )
}

export async function listEvidence(
  runner: Runner,
  sha256s: readonly string[],
): Promise<Map<string, EvidenceFile>> {
  if (sha256s.length === 0) return new Map()
  const { rows } = await runner.query<EvidenceFile>(
    `select sha256, media_type as "mediaType", size_bytes as bytes, file_name as name
     from evidence_file where sha256 = any($1::text[])`,
    [[...new Set(sha256s)]],
  )
  return new Map(rows.map((row) => [row.sha256, row]))
}

/**
 * Whether a record or decision that names the file speaks of somebody who is now in one of the ranges. A report about a
 * task speaks for its own region, and is passed down like the task.
 */
export async function isNamedWithin(
  runner: Runner,
  sha256: string,
  ranges: readonly { readonly lo: string; readonly hi: string }[],
): Promise<boolean> {
  const { rowCount } = await runner.query(
    `with named as (
       select county_code, subject_kind, subject_id, region_code from record where evidence @> array[$1::text] and evidence <> '{}'
       union
       select county_code, subject_kind, subject_id, region_code from decision where evidence @> array[$1::text] and evidence <> '{}'
     ), place as (
       select coalesce(h.region_code, p.region_code, v.region_code, case when n.subject_kind in ('task', 'county') then n.region_code end) as region_code,
         n.subject_kind = 'task' as passed_down from named n
       left join household_snapshot h on n.subject_kind = 'household' and h.county_code = n.county_code
         and h.household_id = n.subject_id and h.valid_to = 'infinity'
       left join person_snapshot p on n.subject_kind = 'person' and p.county_code = n.county_code
         and p.person_id = n.subject_id and p.valid_to = 'infinity'
       left join village_snapshot v on n.subject_kind = 'village' and v.county_code = n.county_code
         and v.village_id = n.subject_id and v.valid_to = 'infinity'
     )
     select 1 from place
     where exists (select from unnest($2::text[], $3::text[]) as r (lo, hi)
       where place.region_code collate "C" >= r.lo and place.region_code collate "C" < r.hi
         or place.passed_down and starts_with(r.lo, place.region_code)) limit 1`,
    [sha256, ranges.map(({ lo }) => lo), ranges.map(({ hi }) => hi)],
  )
  return rowCount === 1
}
