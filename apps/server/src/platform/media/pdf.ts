import type { Media, MediaFault } from './media.ts'

/** Programs, commands and files within. What lies in packed streams is not seen here: that is for the scanner. */
const ACTIVE = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia)[\s/<([\])>]/

/** Whole means that it ends as one: readers repair much, but what breaks off on the way is asked for again. */
export function readPdf(bytes: Buffer): Media | MediaFault {
  if (!bytes.subarray(-2048).includes('%%EOF')) return 'broken'
  const text = bytes.toString('latin1')
  const end = text.lastIndexOf('%%EOF') + 5
  if (text.slice(end).trim() !== '') return 'polyglot'
  // Names may be written with codes of their letters: /J#61vaScript.
  const named = text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return ACTIVE.test(named) ? 'active' : { mediaType: 'application/pdf' }
}
