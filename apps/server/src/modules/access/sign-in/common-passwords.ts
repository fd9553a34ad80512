/** Passwords that everybody tries first: the list of zxcvbn, read when the first password is chosen. */

const SHORTEST_CORE = 5
const LONGEST_TRIM = 6

let list: Promise<ReadonlySet<string>> | undefined

/** Also `Password2017!`: a common word does not become another one by a year and a mark at its ends. */
export async function isCommon(password: string): Promise<boolean> {
  list ??= readList()
  const common = await list
  const folded = password.toLowerCase()
  if (common.has(folded)) return true
  const core = folded.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const isWrapped = core.length >= SHORTEST_CORE && folded.length - core.length <= LONGEST_TRIM
  return isWrapped && (common.has(core) || common.has(unleet(core)))
}

async function readList(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  4: 'a',
  3: 'e',
  1: 'i',
  '!': 'i',
  0: 'o',
  $: 's',
  5: 's',
  7: 't',
}

function unleet(text: string): string {
  return text.replaceAll(/[@431!0$57]/g, (each) => LEET[each]!)
}
