/** Numbers and dates as a spreadsheet stores them, turned into text without inventing or losing digits. */

/** Excel keeps 15 significant digits; what a file has beyond them is noise of binary fractions. */
const significantDigits = 15

/** A number as written in the file, or undefined when it is none. */
export function decimalOf(raw: string): { readonly text: string; readonly digitsLost: boolean } | undefined {
  // Most numbers of a register are small whole ones.
  if (/^[1-9]\d{0,14}$/.test(raw)) return { text: raw, digitsLost: false }
  const written = raw.trim()
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written)) return undefined
  const value = Number(written)
  if (!Number.isFinite(value)) return undefined
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) {
    // An id number as a number. Its digits are kept as they are, and said to be wrong.
    return { text: /^\d+$/.test(written) ? written : plain(String(value)), digitsLost: true }
  }
  return { text: plain(String(Number(value.toPrecision(significantDigits)))), digitsLost: false }
}

/** 1.5e-7 → 0.00000015: a decimal without an exponent, and without a negative zero. */
function plain(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0').slice(0, point)}${digits.length > point ? `.${digits.slice(point)}` : ''}`
}

export type DateSystem = 1900 | 1904
/** What a number format shows of a date. */
export type DateFormat = 'date' | 'time' | undefined

const dayMs = 86_400_000
const secondsOfDay = 86_400
/** Serial 1 is 1900-01-01; from serial 61 on Excel counts the 29 February 1900 that never was. */
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)
const lastSerial = 2_958_465

/** A day, a day with time or a time; undefined when the serial number is no day of the calendar. */
export function dateOf(serial: number, system: DateSystem, format: DateFormat): string | undefined {
  let days = Math.floor(serial)
  let seconds = Math.round((serial - days) * secondsOfDay)
  if (seconds === secondsOfDay) {
    days++
    seconds = 0
  }
  if (days < 0 || days > lastSerial - (system === 1904 ? 1462 : 0)) return undefined
  if (format === 'time' && days === 0) return clock(seconds)
  if (system === 1900) {
    if (days === 0 || days === 60) return undefined
    if (days < 60) days++
  }
  const start = system === 1904 ? epoch1904 : epoch1900
  const day = new Date(start + days * dayMs).toISOString().slice(0, 10)
  return seconds === 0 ? day : `${day}T${clock(seconds)}`
}

/** The serial number of a day, for writing; undefined before 1900-03-01, where Excel's calendar is wrong. */
export function serialOf(day: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined
  const at = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) return undefined
  const serial = (at - epoch1900) / dayMs
  return serial < 61 ? undefined : serial
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** The built-in formats that show a date (27 to 36 and 50 to 58 are the Chinese ones) or a time. */
export function builtInFormat(id: number): DateFormat {
  if (id >= 18 && id <= 21) return 'time'
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36) return 'date'
  if (id >= 32 && id <= 35) return 'time'
  if (id === 45 || id === 47) return 'time'
  if (id >= 50 && id <= 58) return id === 55 || id === 56 ? 'time' : 'date'
  return undefined
}

/** Whether a format code such as `yyyy"年"m"月"d"日"` shows a date. A duration `[h]:mm` stays a number. */
export function formatOfCode(code: string): DateFormat {
  const bare = code
    .replace(/"[^"]*"?/g, '')
    .replace(/[\\_*]./g, '')
    .split(';')[0]!
    .toLowerCase()
  if (/\[(h+|m+|s+)\]/.test(bare)) return undefined
  const tokens = bare.replace(/\[[^\]]*\]/g, '').replace(/general|g\/通用格式|am\/pm|a\/p|上午\/下午/g, '')
  if (/[#?]/.test(tokens)) return undefined
  if (/[yd]/.test(tokens)) return 'date'
  if (/[hs]/.test(tokens)) return 'time'
  return /m/.test(tokens) ? 'date' : undefined
}
