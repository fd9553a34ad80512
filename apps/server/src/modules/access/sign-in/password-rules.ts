/** What a new password must be: long enough, not one that everybody tries first, not made of one's own name. */
import { type AppError, type Message, refused } from '../../../platform/errors.ts'
import { isCommon } from './common-passwords.ts'
import { normalized } from './password-hash.ts'
import { LEAST_CHARACTERS, MOST_CHARACTERS, type Profile } from './profile.ts'

/** Words of Lika itself; the account's, its units' and its regions' come with the account. */
const OWN_WORDS = ['立卡', 'lika', '建档立卡', '扶贫', '脱贫', 'fupin', 'tuopin', '乡村振兴', '密码', 'mima']

/** Besides the words there must be as much left as anybody needs. */
const LEFT_WITHOUT_WORDS = LEAST_CHARACTERS

/** Refuses with 422 `session.weakPassword` and the reason. Call before hashing; `words` name account, unit, region. */
export async function mustBeGoodPassword(
  password: string,
  profile: Profile,
  words: readonly string[],
): Promise<void> {
  const text = normalized(password)
  const length = [...text].length
  if (length < LEAST_CHARACTERS) {
    throw weak(
      `密码至少 ${LEAST_CHARACTERS} 个字符，现在是 ${length} 个`,
      `a password has at least ${LEAST_CHARACTERS} characters, this one has ${length}`,
    )
  }
  if (length > MOST_CHARACTERS) {
    throw weak(
      `密码至多 ${MOST_CHARACTERS} 个字符，现在是 ${length} 个`,
      `a password has at most ${MOST_CHARACTERS} characters, this one has ${length}`,
    )
  }
  if (kindsIn(text) < profile.passwordKinds) {
    throw weak(
      `密码须含大写字母、小写字母、数字、其他字符中的至少 ${profile.passwordKinds} 种`,
      `a password mixes at least ${profile.passwordKinds} of: capital letters, small letters, digits, other characters`,
    )
  }
  const word = [...OWN_WORDS, ...words].find((each) => restsOn(text, each))
  if (word !== undefined) {
    throw weak(
      `密码不能以“${word}”为主：去掉它以后至少还要有 ${LEFT_WITHOUT_WORDS} 个字符，且不全是数字`,
      `a password does not rest on “${word}”: without it at least ${LEFT_WITHOUT_WORDS} characters must be left, not digits alone`,
    )
  }
  if (isRepetition(text) || (await isCommon(text))) {
    throw weak('这个密码太常见，最先被人尝试', 'this password is among those that everybody tries first')
  }
}

function weak(zh: string, en: string): AppError {
  const message: Message = { zh: `${zh}。`, en: `${en[0]?.toUpperCase()}${en.slice(1)}.` }
  // The password itself is never told back.
  return refused('session.weakPassword', message, { field: 'password' })
}

function kindsIn(text: string): number {
  return [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) => kind.test(text)).length
}

/** A short word says nothing: two letters are in many good passwords. */
function restsOn(text: string, word: string): boolean {
  const folded = fold(word)
  const isWord = /\p{Script=Han}/u.test(folded) ? [...folded].length >= 2 : [...folded].length >= 3
  if (!isWord || !fold(text).includes(folded)) return false
  const rest = fold(text).replaceAll(folded, '')
  // A birthday or a telephone number beside it is guessed next.
  return [...rest].length < LEFT_WITHOUT_WORDS || !/\p{L}/u.test(rest)
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** One short piece over and over, or one long run up or down: 一一一一一一一一, abcabcabc, 23456789. */
function isRepetition(text: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/su.test(text) && new Set(text).size <= 4) return true
  const steps = new Set<number>()
  const points = [...text].map((each) => each.codePointAt(0)!)
  for (let at = 1; at < points.length; at++) steps.add(points[at]! - points[at - 1]!)
  return steps.size === 1 && Math.abs([...steps][0]!) <= 1
}
