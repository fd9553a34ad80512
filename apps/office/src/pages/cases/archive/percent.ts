/** Two decimals, cut and never rounded up: 2.999 % is not 3 %. */
export function percentOf(part: number, whole: number): string {
  const hundredths = Number((BigInt(part) * 10_000n) / BigInt(whole))
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
}
