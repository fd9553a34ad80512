/** The data dictionary as a workbook: facts, codes, columns. */
import type { DataDictionary } from '@lika/contract'
import type { FileAnswer } from '../../../platform/http.ts'
import { type DictionaryQuery, readDictionary } from '../../dictionary/index.ts'
import type { ImportsDeps } from '../deps.ts'
import { type SheetCell, type SheetColumn, type WrittenSheet, writeSheet } from '../sheet/index.ts'
import { fileOf } from './list-file.ts'

export async function exportDictionary(
  deps: ImportsDeps,
  query: DictionaryQuery,
  signal: AbortSignal,
): Promise<FileAnswer> {
  const dictionary = await readDictionary({ runner: deps.registry.db.pool, judging: deps.judging }, query)
  const sheets = [factSheet(dictionary), codeSheet(dictionary), columnSheet(dictionary)]
  return fileOf('数据字典.xlsx', (content) => writeSheet(content, { sheets }, { signal }))
}

const text = (header: string, width: number): SheetColumn => ({ header, kind: 'text', width })

const types: Readonly<Record<string, string>> = {
  boolean: '是否',
  integer: '整数',
  decimal: '小数',
  money: '金额',
  date: '日期',
  code: '代码',
  codes: '多个代码',
  text: '文本',
}
const classes: Readonly<Record<string, string>> = {
  ordinary: '一般',
  personal: '个人信息',
  sensitive: '敏感',
  identifier: '识别号码（加密）',
}

function factSheet({ facts, subjects, codeLists }: DataDictionary): WrittenSheet {
  const subject = (id: string) => subjects.find((each) => each.id === id)?.label.zh ?? id
  const list = (id: string | undefined) => codeLists.find((each) => each.id === id)?.label.zh ?? ''
  return {
    name: '事实',
    columns: [
      text('对象', 8),
      text('名称', 26),
      text('英文名称', 34),
      text('标识', 26),
      text('类型', 10),
      text('单位', 12),
      text('最小', 12),
      text('最大', 12),
      text('代码表', 18),
      { header: '有效期（月）', kind: 'integer', width: 12 },
      text('敏感程度', 12),
      text('系统得出', 10),
      text('按时段填写', 10),
      text('问法', 40),
      text('依据', 40),
      text('条款', 18),
      text('已核实', 8),
      text('政策包', 28),
      text('所在列', 36),
      text('被引用', 60),
    ],
    rows: facts.map((fact): SheetCell[] => [
      subject(fact.subject),
      fact.label.zh,
      fact.label.en,
      fact.id,
      types[fact.type] ?? fact.type,
      fact.unit ?? '',
      fact.min ?? '',
      fact.max ?? '',
      list(fact.codes),
      fact.validForMonths ?? null,
      classes[fact.class] ?? fact.class,
      fact.system ? '是' : '否',
      fact.flow ? '是' : '否',
      fact.question?.zh ?? '',
      fact.source.title,
      fact.source.clause ?? '',
      fact.confirmed && fact.source.confirmed ? '是' : '否',
      fact.pack,
      fact.column ?? '',
      fact.readBy.map(({ label }) => label.zh).join('；'),
    ]),
  }
}

function codeSheet({ codeLists }: DataDictionary): WrittenSheet {
  return {
    name: '代码表',
    columns: [
      text('代码表', 22),
      text('标识', 22),
      text('代码', 18),
      text('名称', 28),
      text('英文名称', 34),
      text('国家代码', 12),
    ],
    rows: codeLists.flatMap(({ id, label, values }) =>
      values.map((value): SheetCell[] => [
        label.zh,
        id,
        value.code,
        value.label.zh,
        value.label.en,
        value.national ?? '',
      ]),
    ),
  }
}

function columnSheet({ tables }: DataDictionary): WrittenSheet {
  return {
    name: '表和列',
    columns: [
      text('表', 24),
      text('列', 30),
      text('类型', 24),
      text('必填', 8),
      text('含义', 80),
      text('事实', 34),
    ],
    rows: tables.flatMap((table) => [
      [table.name, '', '', '', table.comment, ''],
      ...table.columns.map((column): SheetCell[] => [
        table.name,
        column.name,
        column.type,
        column.required ? '是' : '否',
        column.comment,
        column.fact ?? '',
      ]),
    ]),
  }
}
