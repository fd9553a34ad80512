// Which tables are sealed, and which bytes of a row are hashed. Everybody who verifies has to make the same bytes:
//
//   entry = UTF-8 of a JSON array of texts, as PostgreSQL's json_build_array writes it (", " between elements):
//           the name of the journal, the number of the form, then each column of the form in its order as PostgreSQL
//           writes it as text (instants in UTC and days in ISO order, bytes as \x and hexadecimal digits, jsonb in its
//           own order of keys), null where there is nothing
//   leaf  = SHA-256 of a zero byte and the entry (RFC 6962)
//
// A form never changes: what was sealed with it must stay verifiable. A column that is added to a journal needs a new
// form with it, and a test fails until it has one.

export interface Journal {
  readonly name: string
  /** The forms from 1 on; rows are sealed with the last. */
  readonly forms: readonly (readonly string[])[]
}

export const journals: readonly Journal[] = [
  {
    name: 'record',
    forms: [
      [
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
        'evidence',
        'reason',
        'corrects',
        'batch_id',
        'operation_id',
        'body_sha256',
        'written_in',
      ],
    ],
  },
  {
    name: 'decision',
    forms: [
      [
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
        'evidence',
        'corrects',
        'batch_id',
        'written_in',
      ],
    ],
  },
  {
    name: 'audit_event',
    forms: [
      [
        'id',
        'at',
        'kind',
        'action',
        'result',
        'account_id',
        'account',
        'role',
        'session_id',
        'address',
        'request_id',
        'subject_kind',
        'subject_id',
        'region_code',
        'purpose',
        'detail',
        'written_in',
      ],
    ],
  },
]

export function getJournal(name: string): Journal {
  const journal = journals.find((each) => each.name === name)
  if (!journal) throw new Error(`the journal ${name} is not sealed`)
  return journal
}

/** SQL: the bytes of a row of the journal. Names are ours, never anybody's input. */
export function entrySql({ name, forms }: Journal, form: number): string {
  const columns = forms[form - 1]
  if (!columns) throw new Error(`the journal ${name} has no form ${form}`)
  const texts = columns.map((column) => `journal.${column}::text`)
  return `convert_to(json_build_array('${name}', '${form}', ${texts.join(', ')})::text, 'UTF8')`
}

export function leafSql(journal: Journal, form: number): string {
  return `sha256('\\x00'::bytea || ${entrySql(journal, form)})`
}
