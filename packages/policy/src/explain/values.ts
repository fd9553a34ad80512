/** Values as people read them, with their units. */
import { formatDay } from '../expression/calendar.ts'
import { formatDecimal } from '../expression/decimal.ts'
import { unitLabel } from '../expression/units.ts'
import type { ConstantValue, Text, Type } from '../ir.ts'
import type { FactValue } from '../model.ts'
import { codeLabel, joined, type Labels, text } from './labels.ts'

export const NOT_KNOWN: Text = text('不明', 'not known')

/** An internal value (scaled number, day, code …) in both languages; null is 不明, not known. */
export function formatValue(
  type: Type,
  value: FactValue | ConstantValue,
  labels: Pick<Labels, 'codeLists'>,
): Text {
  if (value === null || value === undefined) return NOT_KNOWN
  const codes = labels as Labels
  switch (type.kind) {
    case 'boolean':
      return value === true ? text('是', 'yes') : text('否', 'no')
    case 'number':
      return formatNumber(type, value as number | bigint)
    case 'date':
      return text(formatDay(Number(value)), formatDay(Number(value)))
    case 'code':
      return codeLabel(codes, type.list, String(value))
    case 'codes': {
      const all = value as readonly string[]
      if (all.length === 0) return text('无', 'none')
      return joined(
        all.map((code) => codeLabel(codes, type.list, code)),
        '、',
        ', ',
      )
    }
    case 'text':
      return text(`“${value}”`, `“${value}”`)
  }
}

/** `20 分钟`, `2952 元/人`, `12.50 元`, `98%`: no needless zeros, but money never has one decimal. */
function formatNumber({ scale, unit }: Extract<Type, { kind: 'number' }>, value: number | bigint): Text {
  const exact = formatDecimal(value, scale)
  const short = scale > 0 ? exact.replace(/\.?0+$/, '') : exact
  const digits = scale > 1 && unit.yuan && /\.\d$/.test(short) ? `${short}0` : short
  const { zh, en } = unitLabel(unit, short === '1')
  const glue = en === '' || en.startsWith('%') ? '' : ' '
  const shown = isCalendarYear(unit, value, scale) ? digits : groupDigits(digits)
  return { zh: shown + glue + zh, en: shown + glue + en }
}

/** A year of the calendar is a name, not an amount. */
const isCalendarYear = (
  unit: Extract<Type, { kind: 'number' }>['unit'],
  value: number | bigint,
  scale: number,
) => scale === 0 && unit.year === 1 && Object.keys(unit).length === 1 && value > 1000 && value < 3000

/** Thousands separated: `12000.50` is `12,000.50`. */
export function groupDigits(digits: string): string {
  const [whole = '', ...decimals] = digits.split('.')
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...decimals].join('.')
}
