import { type AppError, type Message, refused } from '../../../platform/errors.ts'

/** Characters of one text: what the table, the routes and the reader hold out. */
export const MOST_CHARACTERS = 2_000_000
/** What the parts of a .docx may come to, all together. */
export const MOST_UNPACKED_MIB = 256

const sentences = {
  unreadable: { zh: '文件无法读取。', en: 'The file cannot be read.' },
  noText: { zh: '文件里没有文字。', en: 'There is no text in the file.' },
  tooLong: {
    zh: `文字超过 ${MOST_CHARACTERS.toLocaleString('en')} 字，请分成几份收录。`,
    en: `The text has more than ${MOST_CHARACTERS.toLocaleString('en')} characters: file it in several parts.`,
  },
  unpacksTooLarge: {
    zh: `文件解压后超过 ${MOST_UNPACKED_MIB} MB，不予读取。请删去图片，或把文字复制后粘贴。`,
    en: `Unpacked, the file has more than ${MOST_UNPACKED_MIB} MB. Remove pictures, or copy its text and paste it.`,
  },
  damaged: {
    zh: '文件已损坏，或者内容与声明不符。请用 Word 或 WPS 打开确认，另存后再上传。',
    en: 'The file is damaged, or is not what it says of itself. Open it in Word or WPS, save it and upload it again.',
  },
  outOfMemory: {
    zh: '读取这份文字所需内存过多，请分成几份收录。',
    en: 'Reading this text takes too much memory: file it in several parts.',
  },
  tooSlow: {
    zh: '读取这份文字超过一分钟，已停止，请分成几份收录。',
    en: 'Reading this text took more than a minute and was stopped: file it in several parts.',
  },
} satisfies Record<string, Message>

export type RefusalReason = keyof typeof sentences

/** The error of a file or text that is not read: code `plan.<reason>`. */
export function refuseText(reason: RefusalReason, message: Message = sentences[reason]): AppError {
  return refused(`plan.${reason}`, message, {
    ...(reason === 'tooLong' ? { expected: MOST_CHARACTERS } : {}),
  })
}
