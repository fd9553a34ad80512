/** Types in words, for messages. */
import type { Text, Type } from '../ir.ts'
import { unitText } from './units.ts'

export function typeText(type: Type): Text {
  switch (type.kind) {
    case 'boolean':
      return { zh: '是非', en: 'a yes or no' }
    case 'number': {
      const unit = unitText(type.unit)
      return unit === ''
        ? { zh: '没有单位的数', en: 'a number without unit' }
        : { zh: `单位为 ${unit} 的数`, en: `a number of ${unit}` }
    }
    case 'date':
      return { zh: '日期', en: 'a date' }
    case 'code':
      return { zh: `${type.list} 的代码`, en: `a code of ${type.list}` }
    case 'codes':
      return { zh: `${type.list} 的若干代码`, en: `several codes of ${type.list}` }
    case 'text':
      return { zh: '文字', en: 'a text' }
  }
}
