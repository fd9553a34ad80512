import { dropBlanks } from './fold.ts'

/** The dots that keyboards, spreadsheets and fonts put between the parts of a name. */
const dots = /[·•・‧∙⋅。.]+/gu

/**
 * One spelling for one name: no blanks, ordinary width, one kind of middle dot, capitals. `买买提．吐尔逊` and
 * `买买提 • 吐尔逊` both become `买买提·吐尔逊`. Variant characters are left as they are.
 */
export function normaliseName(name: string): string {
  // Capitals can leave composed form (ŉ), so the width is folded again after them.
  const folded = name.normalize('NFKC').toUpperCase().normalize('NFKC')
  return dropBlanks(folded).replace(dots, '·').replace(/^·|·$/gu, '')
}

/** The key for the search for duplicates: as `normaliseName`, and without dots, which many lists leave out. */
export const nameKey = (name: string): string => normaliseName(name).replaceAll('·', '')
