/** The shape in which every reader hands out a sheet, whatever the format of the file. */

/**
 * What a cell was in the file, one letter for each column: `.` empty, `t` text, `n` number, `d` date or time,
 * `b` boolean, `e` error value such as #N/A.
 */
export type CellKind = '.' | 't' | 'n' | 'd' | 'b' | 'e'

export type CellProblemCode =
  /** A number with more digits than a spreadsheet keeps: an id number that was not entered as text. */
  | 'digitsLost'
  /** #N/A, #REF! and their kind. */
  | 'errorValue'
  /** A formula that the program that made the file never computed. */
  | 'formulaWithoutValue'
  /** A number shown as a date that is no day of the calendar. */
  | 'dateOutOfRange'
  /** Bytes that are no character in the encoding of the file. */
  | 'undecodable'

export type CellProblem = { readonly column: number; readonly code: CellProblemCode }

export type SheetRow = {
  /** The row's number as Excel shows it, from 1. */
  readonly line: number
  /**
   * From column A on; columns after the last one that ever had a value are not there. Numbers are plain decimals, booleans `true` and `false`, dates `YYYY-MM-DD`, with a
   * time `YYYY-MM-DDTHH:MM:SS`, times alone `HH:MM:SS`.
   */
  readonly cells: (string | null)[]
  readonly kinds: string
  readonly problems?: CellProblem[]
}

/** What the clerk reads beside a cell with that problem. */
export const problemText: Record<CellProblemCode, { readonly zh: string; readonly en: string }> = {
  digitsLost: {
    zh: '号码存成了数字，末几位已丢失。请把该列设为文本格式后重新填写。',
    en: 'An id number stored as a number: the last digits are lost. Format the column as text and enter it again.',
  },
  errorValue: {
    zh: '单元格是公式错误值，请改正公式或直接填写。',
    en: 'The cell holds an error value. Correct the formula or enter the value.',
  },
  formulaWithoutValue: {
    zh: '公式没有计算结果。请用 Excel 或 WPS 打开并保存一次。',
    en: 'The formula has no computed value. Open the file in Excel or WPS and save it once.',
  },
  dateOutOfRange: {
    zh: '该单元格设为日期格式，但数值不是有效日期。',
    en: 'The cell is formatted as a date, but its number is no day of the calendar.',
  },
  undecodable: {
    zh: '含有无法识别的字符，请检查文件编码。',
    en: 'The cell has characters that cannot be decoded. Check the encoding of the file.',
  },
}
