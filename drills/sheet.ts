/** Spreadsheets of invented households, the same for the same number. Nobody is real: no province has the code 99. */
import { idCheckDigit } from '@lika/codes'

const surnames = [...'赵钱孙李周吴郑王冯陈']
const given = [...'春夏秋冬梅兰竹菊山川江河天地日月']

/** A .csv of households with three members each. */
export function aSheet(number: number, households: number, villages: readonly string[]): Buffer {
  const lines = ['行政村代码,户编号,姓名,与户主关系,证件号码,取水往返时间']
  for (let each = 0; each < households; each += 1) {
    for (let member = 0; member < 3; member += 1) {
      const serial = (number * households + each) * 3 + member
      const name =
        surnames[serial % surnames.length]! +
        given[(serial * 7) % given.length]! +
        given[(serial * 3 + 1) % given.length]!
      lines.push(
        [
          villages[each % villages.length],
          `SHEET${number}-${each}`,
          name,
          ['户主', '配偶', '其他'][member],
          idNumberOf(serial, member),
          member === 0 ? String(serial % 90) : '',
        ].join(),
      )
    }
  }
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
}

function idNumberOf(serial: number, member: number): string {
  const born = `19${50 + (serial % 45)}0${1 + (serial % 9)}1${serial % 10}`
  // Odd for men, even for women: the head is one, the spouse the other.
  const order = ((Math.floor(serial / 10_000) % 400) + 1) * 2 + (member === 1 ? 0 : 1)
  const front = `99${String(serial % 10_000).padStart(4, '0')}${born}${String(order).padStart(3, '0')}`
  return front + idCheckDigit(front)
}
