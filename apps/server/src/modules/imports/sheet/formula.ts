/**
 * A text that starts with = + - @ or a control sign runs as a formula when a spreadsheet program opens a csv
 * (OWASP: CSV injection). Written to csv, such a text gets an apostrophe before it, and one that already has
 * apostrophes before such a sign gets one more; reading takes one away. So every text comes back as it was,
 * and a plain text never changes. In .xlsx no sign is needed: the cell's type says that it is text.
 */
const startsFormula = /^'*[=+\-@\t\r\n＝＋－＠]/
const escaped = /^'+[=+\-@\t\r\n＝＋－＠]/
/** ="0450" keeps leading zeros in Excel; other programs write it on purpose. */
const excelText = /^="([^"]*)"$/

export function needsFormulaEscape(text: string): boolean {
  return startsFormula.test(text)
}

export function escapeFormula(text: string): string {
  return startsFormula.test(text) ? `'${text}` : text
}

export function unescapeFormula(text: string): string {
  const first = text.charCodeAt(0)
  if (first === 0x27) return escaped.test(text) ? text.slice(1) : text
  return first === 0x3d ? (excelText.exec(text)?.[1] ?? text) : text
}
