/** Spaces of every width, tabs, line ends and the invisible characters that come with copied text. */
const blank = /[\s\u200b-\u200d\u2060\ufeff]/gu
const fullWidth = /[\uff01-\uff5e]/gu

/** Full-width letters, digits and signs (１２Ａ．) to their ordinary form. */
export const foldWidth = (text: string): string =>
  text.replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))

export const dropBlanks = (text: string): string => text.replace(blank, '')
