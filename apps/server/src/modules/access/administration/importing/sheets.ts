/** The columns of a sheet of accounts: its template, what is read of one, and one with the wrong cells marked. */
import type { AccountField, AccountRowCells, AccountSheet, CheckedAccountRow } from '@lika/contract'
import { refused } from '../../../../platform/errors.ts'
import type { FileAnswer, UploadedFile } from '../../../../platform/http.ts'

/** What the sheet module reads and writes; handed over by whoever wires the modules. */
export interface Sheets {
  readonly listFile: ListFile
  readonly readRows: (
    path: string,
    columns: readonly {
      readonly key: string
      readonly labels: readonly string[]
      readonly synonyms: readonly string[]
    }[],
    signal: AbortSignal,
  ) => AsyncIterable<{
    /** The same with every batch: which column is which, by its place. */
    readonly columns: readonly { readonly header: string; readonly key: string | undefined }[]
    readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[]
  }>
}

export type SheetCell = string | null | { readonly value: string | null; readonly problem: string }

export interface WrittenColumn {
  readonly header: string
  readonly kind: 'text' | 'date' | 'id'
  readonly width: number
  readonly group?: string
  readonly note?: string
  readonly codes?: readonly string[]
  readonly required?: boolean
}

export type ListFile = (
  name: string,
  format: 'xlsx' | 'csv',
  sheet: {
    readonly name: string
    readonly columns: readonly WrittenColumn[]
    readonly rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>
  },
  signal: AbortSignal,
) => FileAnswer

export const unitKindNames: Readonly<Record<string, string>> = {
  office: '扶贫办',
  government: '政府',
  village: '村委会',
  team: '工作队',
  sector: '行业部门',
  finance: '财政',
  audit: '审计',
  inspection: '督查',
  assessor: '第三方评估',
  other: '其他',
}

interface Column extends WrittenColumn {
  readonly key: AccountField
  readonly synonyms: readonly string[]
}

const place = '区域名称或代码；不同上级下有同名的，写成“廉州镇/大江村委会”'
const columns: readonly Column[] = [
  { key: 'person', header: '姓名', kind: 'text', width: 12, required: true, synonyms: ['干部姓名', 'name'] },
  {
    key: 'account',
    header: '账号名',
    kind: 'id',
    width: 18,
    required: true,
    note: '小写字母、数字、点、连字符，如 li.qiang；一人有几项授权时，几行填同一个账号名',
    synonyms: ['账号', '用户名', '登录名', 'account'],
  },
  {
    key: 'unit',
    header: '单位',
    kind: 'text',
    width: 26,
    required: true,
    synonyms: ['单位名称', '工作单位', 'unit'],
  },
  {
    key: 'unitRegion',
    header: '单位区域',
    kind: 'text',
    width: 18,
    note: `只在新增单位或单位重名时填。${place}`,
    synonyms: ['单位所在区域'],
  },
  {
    key: 'unitKind',
    header: '单位类别',
    kind: 'text',
    width: 12,
    note: '只在新增单位时填：系统中没有这个单位，填了类别和区域就一并增设',
    codes: Object.values(unitKindNames),
    synonyms: [],
  },
  { key: 'position', header: '职务', kind: 'text', width: 14, synonyms: ['岗位', 'position'] },
  { key: 'role', header: '角色', kind: 'text', width: 18, required: true, synonyms: ['role'] },
  {
    key: 'region',
    header: '授权区域',
    kind: 'text',
    width: 20,
    note: `不填即单位所在的区域。${place}`,
    synonyms: ['区域', '范围', 'region'],
  },
  {
    key: 'from',
    header: '第一天',
    kind: 'date',
    width: 12,
    note: '日期，如 2017-04-01；不填即从今天起',
    synonyms: ['首日', '开始日期', 'from'],
  },
  {
    key: 'to',
    header: '最后一天',
    kind: 'date',
    width: 12,
    note: '日期；不填即长期有效',
    synonyms: ['末日', '结束日期', 'to'],
  },
  {
    key: 'exception',
    header: '小单位兼岗理由',
    kind: 'text',
    width: 24,
    note: '只在人手不足三人的单位由一人兼任两岗时填，并写明最后一天（一年以内）',
    synonyms: ['兼岗理由'],
  },
]

export const fieldName = (field: AccountField): string =>
  columns.find(({ key }) => key === field)?.header ?? field

const TITLE = '批量开设账号'
const PROBLEMS = '问题'

export function templateOf(
  sheets: Sheets,
  known: { readonly units: readonly string[]; readonly roles: readonly string[] },
  signal: AbortSignal,
): FileAnswer {
  const chosen: Partial<Record<AccountField, readonly string[]>> = { unit: known.units, role: known.roles }
  const offered = columns.map(({ key, synonyms: _, ...column }) => {
    const codes = chosen[key] ?? []
    return codes.length > 0 ? { ...column, codes } : column
  })
  return sheets.listFile(`${TITLE}模板`, 'xlsx', { name: TITLE, columns: offered, rows: [] }, signal)
}

const MOST_ROWS = 5_000

export async function readAccountSheet(
  sheets: Sheets,
  file: Pick<UploadedFile, 'path' | 'filename'>,
  signal: AbortSignal,
): Promise<AccountSheet> {
  const wanted = columns.map(({ key, header, synonyms }) => ({ key, labels: [header], synonyms }))
  const rows: AccountRowCells[] = []
  let unread: string[] = []
  for await (const batch of sheets.readRows(file.path, wanted, signal)) {
    mustHaveColumns(batch.columns)
    unread = batch.columns.flatMap(({ header, key }) => (key || header === PROBLEMS ? [] : [header]))
    for (const { line, cells } of batch.rows) {
      const row = cellsOf(batch.columns, cells)
      if (Object.keys(row).length > 0) rows.push({ line, ...row })
    }
    if (rows.length > MOST_ROWS) throw tooMany()
  }
  if (rows.length === 0) {
    throw refused('accountSheet.empty', {
      zh: '表里没有要开设的账号。',
      en: 'The sheet holds nobody to make an account for.',
    })
  }
  return { fileName: file.filename, rows, unread }
}

function cellsOf(
  found: readonly { readonly key: string | undefined }[],
  cells: readonly (string | null)[],
): Omit<AccountRowCells, 'line'> {
  const given = found.flatMap(({ key }, index) => {
    const text = cells[index]?.trim().slice(0, 500)
    return key && text ? [[key, text] as const] : []
  })
  return Object.fromEntries(given)
}

function mustHaveColumns(found: readonly { readonly key: string | undefined }[]): void {
  const missing = columns.filter(({ key, required }) => required && !found.some((each) => each.key === key))
  if (missing.length === 0) return
  const names = missing.map(({ header }) => header)
  throw refused(
    'accountSheet.columnsMissing',
    {
      zh: `表里缺少必需的列：${names.join('、')}。请用模板填写，或者把这几列的表头改成模板的写法。`,
      en: `The sheet lacks columns that it cannot do without: ${names.join(', ')}. Use the template, or name them as it does.`,
    },
    { field: 'file', expected: names },
  )
}

function tooMany() {
  return refused(
    'accountSheet.tooMany',
    {
      zh: `一张表最多 ${MOST_ROWS} 行，请分几次导入。`,
      en: `A sheet has ${MOST_ROWS} rows at most: import it in parts.`,
    },
    { field: 'file', expected: MOST_ROWS },
  )
}

/** The rows as they were sent, wrong cells red with what is wrong, and all of it once more in a last column. */
export function reportOf(
  sheets: Sheets,
  rows: readonly AccountRowCells[],
  checked: readonly CheckedAccountRow[],
  signal: AbortSignal,
): FileAnswer {
  const written = rows.map((row, index): SheetCell[] => {
    const problems = checked[index]?.problems ?? []
    const cells = columns.map(({ key }): SheetCell => {
      const said = problems.filter(({ field }) => field === key).map(({ message }) => message.zh)
      const value = row[key] ?? null
      return said.length === 0 ? value : { value, problem: said.join('\n') }
    })
    return [...cells, problems.map(({ message }) => message.zh).join('；') || null]
  })
  const shown = [
    ...columns.map(({ key: _, synonyms: __, ...column }) => column),
    { header: PROBLEMS, kind: 'text' as const, width: 40 },
  ]
  return sheets.listFile(`${TITLE}—需改正`, 'xlsx', { name: TITLE, columns: shown, rows: written }, signal)
}
