/** Names of the journal's segments of 16 MB: timeline, then their number in two parts, each of eight hexadecimal digits. */
import { fileOfSegment } from './segment.ts'

const SEGMENTS_PER_FILE = 256

export function segmentsBetween(first: string, last: string): string[] {
  const names = [first]
  while (segmentNumber(names.at(-1)!) < segmentNumber(last)) names.push(segmentAfter(names.at(-1)!))
  return names
}

export function segmentAfter(name: string): string {
  const number = segmentNumber(name) + 1
  const parts = [Math.floor(number / SEGMENTS_PER_FILE), number % SEGMENTS_PER_FILE]
  return name.slice(0, 8) + parts.map((part) => hex8(part)).join('')
}

export function segmentNumber(name: string): number {
  return Number.parseInt(name.slice(8, 16), 16) * SEGMENTS_PER_FILE + Number.parseInt(name.slice(16, 24), 16)
}

export function isSegment(name: string): boolean {
  return /^[0-9A-F]{24}$/.test(name)
}

/** The history of a timeline; the first has none. */
export function historyOf(timeline: number): string {
  return `${hex8(timeline)}.history`
}

export function isHistory(name: string): boolean {
  return /^[0-9A-F]{8}\.history$/.test(name)
}

/** The segments and histories that lie in a backup folder, in order. */
export function namesOf(files: readonly string[]): string[] {
  const end = fileOfSegment('')
  return files
    .filter((file) => file.endsWith(end))
    .map((file) => file.slice(0, -end.length))
    .sort()
}

function hex8(number: number): string {
  return number.toString(16).toUpperCase().padStart(8, '0')
}
