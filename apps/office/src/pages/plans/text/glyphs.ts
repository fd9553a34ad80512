import type { FindingGrade } from '@lika/contract'

const glyphs = { error: '✕', warning: '!', note: 'i' } as const

/** The shape of a finding, besides its colour. */
export const glyphOf = (grade: FindingGrade): string => glyphs[grade]
