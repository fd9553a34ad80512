import { type AppError, type Message, refused } from '../../../platform/errors.ts'

/** Every reason why a file is not read, with what the person who sent it can do about it. */
const sentences = {
  empty: () => ({
    zh: '文件是空的。请检查后重新上传。',
    en: 'The file is empty. Check it and upload it again.',
  }),
  oldExcel: () => ({
    zh: '这是旧版 Excel 文件（.xls）。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。',
    en: 'This is a file of an old Excel (.xls). Open it in Excel or WPS, save it as "Excel workbook (.xlsx)" and upload that.',
  }),
  binaryExcel: () => ({
    zh: '这是二进制 Excel 文件（.xlsb）。请用 Excel 打开，另存为“Excel 工作簿（.xlsx）”后再上传。',
    en: 'This is a binary Excel file (.xlsb). Open it in Excel, save it as "Excel workbook (.xlsx)" and upload that.',
  }),
  encrypted: () => ({
    zh: '文件设有打开密码，无法读取。请先取消密码，另存后再上传。',
    en: 'The file is protected by a password. Remove the password, save the file and upload it again.',
  }),
  macros: () => ({
    zh: '文件含有宏（.xlsm），不予接收。请另存为“Excel 工作簿（.xlsx）”后再上传。',
    en: 'The file contains macros (.xlsm). Save it as "Excel workbook (.xlsx)" and upload that.',
  }),
  openDocument: () => ({
    zh: '这是 OpenDocument 表格（.ods）。请另存为“Excel 工作簿（.xlsx）”后再上传。',
    en: 'This is an OpenDocument spreadsheet (.ods). Save it as "Excel workbook (.xlsx)" and upload that.',
  }),
  webPage: () => ({
    zh: '这其实是网页或 XML 文件，只是扩展名像表格。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。',
    en: 'This is a web page or an XML file under the name of a spreadsheet. Open it in Excel or WPS, save it as "Excel workbook (.xlsx)" and upload that.',
  }),
  archive: () => ({
    zh: '这是压缩包。请先解压，再上传其中的表格。',
    en: 'This is an archive. Unpack it and upload the spreadsheet that is inside.',
  }),
  notSpreadsheet: () => ({
    zh: '文件不是表格。请上传 .xlsx 或 .csv 文件。',
    en: 'The file is not a spreadsheet. Upload an .xlsx or a .csv file.',
  }),
  broken: ({ part = '' }) => ({
    zh: `文件已损坏或不完整${part === '' ? '' : `（${part}）`}。请用 Excel 或 WPS 打开确认内容，另存后再上传。`,
    en: `The file is damaged or incomplete${part === '' ? '' : ` (${part})`}. Open it in Excel or WPS, check it, save it and upload it again.`,
  }),
  openQuote: () => ({
    zh: '文件中有一个双引号没有配对，其后的内容无法分列。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。',
    en: 'A quotation mark in the file is never closed, so what follows cannot be split into columns. Open it in Excel or WPS, save it as .xlsx and upload that.',
  }),
  fileTooLarge: ({ actual, limit }) => ({
    zh: `文件为 ${mib(actual)} MB，超过上限 ${mib(limit)} MB。请分成几个文件上传。`,
    en: `The file has ${mib(actual)} MB, the limit is ${mib(limit)} MB. Split it into several files.`,
  }),
  tooManyParts: ({ actual, limit }) => ({
    zh: `文件内含 ${actual} 个部件，超过上限 ${limit} 个。请把数据复制到新建的工作簿后再上传。`,
    en: `The file has ${actual} parts inside, the limit is ${limit}. Copy the rows to a new workbook and upload that.`,
  }),
  unpacksTooLarge: ({ part, limit }) => ({
    zh: `文件解压后超过 ${mib(limit)} MB（${part}），不予读取。请删去多余的工作表、图片和空行，或分成几个文件。`,
    en: `Unpacked, the file has more than ${mib(limit)} MB (${part}). Remove needless sheets, pictures and blank rows, or split it.`,
  }),
  ratioTooHigh: ({ part, limit }) => ({
    zh: `文件的压缩比超过 ${limit} 倍（${part}），可能是压缩炸弹，不予读取。如确是表格，请把数据复制到新建的工作簿后再上传。`,
    en: `A part of the file unpacks to more than ${limit} times its size (${part}), as an archive bomb does. If it is a real sheet, copy its rows to a new workbook and upload that.`,
  }),
  sizeLies: ({ part }) => ({
    zh: `文件中 ${part} 的实际大小与声明不符，不予读取。请用 Excel 或 WPS 打开，另存后再上传。`,
    en: `The part ${part} has another size than the file declares. Open it in Excel or WPS, save it and upload it again.`,
  }),
  overlap: ({ part }) => ({
    zh: `文件中的部件互相重叠（${part}），是压缩炸弹的做法，不予读取。`,
    en: `Parts of the file overlap (${part}), as in an archive bomb. Make the file again and upload it.`,
  }),
  nestedArchive: ({ part }) => ({
    zh: `表格里嵌有压缩包或其他工作簿（${part}）。请删去嵌入的文件后再上传。`,
    en: `An archive or another workbook is embedded in the sheet (${part}). Remove the embedded file and upload it again.`,
  }),
  unsafeName: ({ part }) => ({
    zh: `文件内部的路径不安全（${part}），不予读取。`,
    en: `A path inside the file is unsafe (${part}). Make the file again with Excel or WPS and upload it.`,
  }),
  externalEntity: ({ part }) => ({
    zh: `文件内含 DTD 或外部实体声明（${part}），不予读取。正常的表格没有这种内容，请用 Excel 或 WPS 另存后再上传。`,
    en: `The file declares a DTD or an external entity (${part}), which no real sheet does. Save it again with Excel or WPS and upload that.`,
  }),
  tooManyTexts: ({ limit }) => ({
    zh: `工作簿中的不同文字超过上限（${limit}）。请分成几个文件上传。`,
    en: `The workbook has more different texts than the limit (${limit}). Split it into several files.`,
  }),
  tooManyRows: ({ limit }) => ({
    zh: `表格超过 ${limit} 行。请分成几个文件上传。`,
    en: `The sheet has more than ${limit} rows. Split it into several files.`,
  }),
  tooManyColumns: ({ limit }) => ({
    zh: `表格超过 ${limit} 列。请删去多余的列后再上传。`,
    en: `The sheet has more than ${limit} columns. Remove the needless ones and upload it again.`,
  }),
  cellTooLong: ({ part, limit }) => ({
    zh: `单元格内容过长（${part}，超过 ${limit} 字节）。请缩短后再上传。`,
    en: `A cell is too long (${part}, more than ${limit} bytes). Shorten it and upload it again.`,
  }),
  noSheet: ({ part = '' }) => ({
    zh: part === '' ? '工作簿中没有工作表。' : `工作簿中没有名为“${part}”的工作表。`,
    en: part === '' ? 'The workbook has no sheet to read.' : `The workbook has no sheet named "${part}".`,
  }),
  noHeader: () => ({
    zh: '没有找到表头行。请让第一行是列名，或指定表头所在的行。',
    en: 'No header row was found. Put the column names in the first row, or say which row has them.',
  }),
  outOfMemory: ({ limit }) => ({
    zh: `读取此文件所需内存超过 ${limit} MB。请分成几个文件上传。`,
    en: `Reading this file takes more than ${limit} MB of memory. Split it into several files.`,
  }),
  tooSlow: ({ limit }) => ({
    zh: `读取超过 ${Math.round(Number(limit) / 1000)} 秒仍未完成，已停止。请分成几个文件上传。`,
    en: `Reading took more than ${Math.round(Number(limit) / 1000)} seconds and was stopped. Split the file.`,
  }),
} satisfies Record<string, (told: Told) => Message>

type Told = { readonly part?: string; readonly actual?: number; readonly limit?: number }

export type RefusalReason = keyof typeof sentences

/** The error of a file that is not read: code `sheet.<reason>`, with a sentence that says what to do. */
export function refuseSheet(reason: RefusalReason, told: Told = {}, cause?: unknown): AppError {
  const sentence: (told: Told) => Message = sentences[reason]
  return refused(`sheet.${reason}`, sentence(told), {
    ...(told.part === undefined ? {} : { field: told.part }),
    ...(told.actual === undefined ? {} : { value: told.actual }),
    ...(told.limit === undefined ? {} : { expected: told.limit }),
    ...(cause === undefined ? {} : { cause }),
  })
}

function mib(bytes: number | undefined): string {
  return ((bytes ?? 0) / 1024 / 1024).toFixed(1).replace(/\.0$/, '')
}
