// What is moved lies in the address: `change=povertyLine:4000,floorAreaMin:15`. A figure without a value is shown with
// its slider, and stands as it is in force.
import type { MovableParameter } from '@lika/contract'

export type Moved = Readonly<Record<string, string>>

export function readMoved(text: string | undefined): Moved {
  const pairs = (text ?? '').split(',').flatMap((part): [string, string][] => {
    const [, key = '', value = ''] = /^([A-Za-z0-9._-]+):(.*)$/.exec(part.trim()) ?? []
    return key === '' ? [] : [[key, value.trim()]]
  })
  return Object.fromEntries(pairs)
}

export function writeMoved(moved: Moved): string | undefined {
  const pairs = Object.entries(moved).map(([key, value]) => `${key}:${value}`)
  return pairs.length === 0 ? undefined : pairs.join(',')
}

type Range = Pick<MovableParameter, 'min' | 'max' | 'scale'>

/** Why a figure cannot be taken; the server says the same with more digits. */
export function faultOf(text: string, { min, max, scale }: Range): 'notNumber' | 'range' | undefined {
  const form = scale === 0 ? /^-?\d{1,18}$/ : new RegExp(`^-?\\d{1,18}(\\.\\d{1,${scale}})?$`)
  if (!form.test(text)) return 'notNumber'
  return Number(text) < Number(min) || (max !== undefined && Number(text) > Number(max)) ? 'range' : undefined
}

/** The figures to simulate: those that can be taken, the others as they are in force. */
export function figuresOf(moved: Moved, parameters: readonly MovableParameter[]): Record<string, string> {
  return Object.fromEntries(
    parameters
      .filter(({ key }) => Object.hasOwn(moved, key))
      .map((each) => {
        const text = moved[each.key]!
        return [each.key, text === '' || faultOf(text, each) ? each.value : text]
      }),
  )
}

/** The difference of two decimal texts, exact, with its sign. */
export function differenceOf(before: string, after: string): string {
  const decimals = Math.max(...[before, after].map((text) => (text.split('.')[1] ?? '').length))
  const scaled = (text: string) => {
    const [whole = '0', part = ''] = text.split('.')
    return BigInt(whole + part.padEnd(decimals, '0'))
  }
  const difference = scaled(after) - scaled(before)
  const digits = String(difference < 0n ? -difference : difference).padStart(decimals + 1, '0')
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
  return difference < 0n ? `-${text}` : text
}
