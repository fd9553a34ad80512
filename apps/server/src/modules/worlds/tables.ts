/** How the world lies in the tables: identities and journals, nothing that is folded. */

import { identityKey } from '@lika/codes'
import type { VillageHistory } from '../../../../../demo/generate.ts'
import type { Keyring } from '../../platform/crypto/index.ts'
import type { Tx } from '../../platform/db.ts'
import { insertSealed, type SealedValue } from '../../platform/sealed/index.ts'
import type { Catalogue } from '../registry/index.ts'
import { sealFacts } from '../registry/index.ts'
import { type CopyValue, copyRows } from './copy.ts'

type Rows = Iterable<readonly CopyValue[]>

interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: (village: VillageHistory, hide: Hide) => Rows
}

/** Facts as they are stored. */
type Hide = (kind: 'household' | 'person' | 'village', facts: Facts) => Facts
type Facts = Readonly<Record<string, unknown>>

export const decisionColumns = [
  'county_code',
  'id',
  'subject_kind',
  'subject_id',
  'region_code',
  'kind',
  'decided_on',
  'received_at',
  'author_id',
  'facts',
  'reason',
]

const tables: readonly Table[] = [
  {
    name: 'village',
    columns: ['county_code', 'id', 'code'],
    rows: ({ countyCode, id, plan }) => [[countyCode, id, plan.code]],
  },
  {
    name: 'household',
    columns: ['county_code', 'id', 'number', 'created_at'],
    rows: ({ countyCode, households }) =>
      households.map(({ id, number, createdAt }) => [countyCode, id, number, createdAt]),
  },
  {
    name: 'person',
    columns: ['county_code', 'id', 'created_at'],
    rows: ({ countyCode, households }) =>
      households.flatMap(({ people, createdAt }) => people.map(({ id }) => [countyCode, id, createdAt])),
  },
  {
    name: 'record',
    columns: [
      'county_code',
      'id',
      'subject_kind',
      'subject_id',
      'region_code',
      'observed_on',
      'received_at',
      'author_id',
      'source',
      'facts',
      'period_from',
      'period_to',
    ],
    rows: recordRows,
  },
  {
    name: 'decision',
    columns: decisionColumns,
    rows: decisionRows,
  },
]

function* recordRows(village: VillageHistory, hide: Hide): Rows {
  for (const { records } of [village, ...village.households]) {
    for (const entry of records) {
      yield [
        village.countyCode,
        entry.id,
        entry.subjectKind,
        entry.subjectId,
        entry.regionCode,
        entry.observedOn,
        entry.receivedAt,
        entry.authorId,
        'demo',
        hide(entry.subjectKind, entry.facts),
        entry.period?.[0],
        entry.period?.[1],
      ]
    }
  }
}

function* decisionRows(village: VillageHistory): Rows {
  for (const { decisions } of [village, ...village.households]) {
    for (const entry of decisions) {
      yield [
        village.countyCode,
        entry.id,
        entry.subjectKind,
        entry.subjectId,
        entry.regionCode,
        entry.kind,
        entry.decidedOn,
        entry.receivedAt,
        entry.authorId,
        entry.facts,
        entry.reason,
      ]
    }
  }
}

/** Appends the villages of a batch to every table. */
export async function copyVillages(
  tx: Tx,
  villages: readonly VillageHistory[],
  sealing: { readonly catalogue: Catalogue; readonly keyring: Keyring },
): Promise<void> {
  const values: SealedValue[] = []
  const hide: Hide = (kind, facts) => sealFacts({ ...sealing }, kind, facts, values)
  for (const { name, columns, rows } of tables) {
    await copyRows(
      tx,
      name,
      columns,
      flatten(villages, (village) => rows(village, hide)),
    )
  }
  await insertSealed(tx.client, values)
}

/** Who bears an id number; somebody registered twice is the first of the two. */
export async function copyIdentities(
  tx: Tx,
  villages: readonly VillageHistory[],
  keyring: Keyring,
): Promise<void> {
  const bearers = villages.flatMap(({ countyCode, households }) =>
    households
      .flatMap(({ people }) => people.filter(({ idNumberCheck }) => idNumberCheck === 'valid'))
      .map(({ id, idNumber }) => ({ hash: keyring.hash('identity', identityKey(idNumber)), countyCode, id })),
  )
  await tx.client.query(
    `insert into person_identity (id_hash, county_code, person_id)
     select * from unnest($1::bytea[], $2::text[], $3::uuid[]) on conflict (id_hash) do nothing`,
    [
      bearers.map(({ hash }) => hash),
      bearers.map(({ countyCode }) => countyCode),
      bearers.map(({ id }) => id),
    ],
  )
}

function* flatten(villages: readonly VillageHistory[], rows: (village: VillageHistory) => Rows): Rows {
  for (const village of villages) yield* rows(village)
}
