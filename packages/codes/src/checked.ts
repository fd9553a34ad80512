import type { Text } from './standard.ts'

/** What checking a number gives: its parts, or the rule that failed and what would be right. */
export type Checked<Value, Rule extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly rule: Rule; readonly message: Text }

export const accept = <Value>(value: Value) => ({ ok: true, value }) as const

/** Messages never repeat the number itself: they end up in logs and on screens. */
export const refuse = <Rule extends string>(rule: Rule, zh: string, en: string) =>
  ({ ok: false, rule, message: { zh, en } }) as const

/** The place of the first character that is not allowed, counted from 1; 0 when all are. */
export function firstForbidden(
  text: string,
  isAllowed: (character: string, index: number) => boolean,
): number {
  for (let index = 0; index < text.length; index++) {
    if (!isAllowed(text[index]!, index)) return index + 1
  }
  return 0
}

export const isDigit = (character: string) => character >= '0' && character <= '9' && character.length === 1
