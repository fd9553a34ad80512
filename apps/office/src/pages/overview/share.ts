// Shares are shown to a tenth of a percent and never rounded up: 99.96 % is not everybody.

/** 1157 of 3685 is "31.3%"; nothing of nothing has no share. */
export function shareText(part: number, whole: number): string | undefined {
  if (whole === 0) return undefined
  const tenths = Number((BigInt(part) * 1000n) / BigInt(whole))
  return tenths % 10 === 0 ? `${tenths / 10}%` : `${Math.floor(tenths / 10)}.${tenths % 10}%`
}

/** Which of the five colours a share has: 0 for less than a fifth, 4 from four fifths on. */
export function stepOf(part: number, whole: number): 0 | 1 | 2 | 3 | 4 | undefined {
  if (whole === 0) return undefined
  return Math.min(4, Math.floor((5 * part) / whole)) as 0 | 1 | 2 | 3 | 4
}
