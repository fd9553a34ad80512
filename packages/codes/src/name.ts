import { dropBlanks } from './fold.ts'

/** The dots that keyboards, spreadsheets and fonts put between the parts of a name. */
const dots = /[·•・‧∙⋅。.]+/gu

/**
 * One spelling for one name: no blanks, ordinary width, one kind of middle dot, capitals. `买买提．吐尔逊` and
 * `买买提 • 吐尔逊` both become `买买提·吐尔逊`. Variant characters are left as they are.
 */
export function normaliseName(name: string): string {
  return dropBlanks(name.normalize('NFKC'))
    .replace(/\p{Script=Latin}/gu, (letter) => letter.toUpperCase())
    .replace(dots, '·')
    .replace(/^·|·$/gu, '')
    .normalize('NFC') // accents that a dropped blank kept apart
}

/** The key for the search for duplicates: as `normaliseName`, and without dots, which many lists leave out. */
export const nameKey = (name: string): string => normaliseName(name).replaceAll('·', '')
