/** Rows as PostgreSQL's COPY reads them in text format. */

export type CopyField = string | number | null | undefined

export function copyLine(fields: readonly CopyField[]): string {
  let line = ''
  for (let index = 0; index < fields.length; index++) {
    if (index > 0) line += '\t'
    const value = fields[index]
    line +=
      value === null || value === undefined ? '\\N' : typeof value === 'number' ? value : escapeField(value)
  }
  return `${line}\n`
}

const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapeField(text: string): string {
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign]!) : text
}
