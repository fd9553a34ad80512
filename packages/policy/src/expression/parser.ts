/**
 * Tokens to source tree, by recursive descent. From loosest to tightest: or, and, not, comparison, + -, * /,
 * minus, `.name` and `[key]`. `if`, `every … satisfies`, `some`, `count`, `at least …` take as much to their right
 * as they can; `sum … of`, `min … of`, `max … of` take a sum of terms.
 */
import type { CompareOp } from '../ir.ts'
import type { Place, Problem } from '../model.ts'
import type { Ast, Expression, FoldWord } from './ast.ts'
import { type Token, tokens } from './lexer.ts'
import { nearest } from './nearest.ts'
import { problemReport, quoted } from './problems.ts'

export const MAX_LENGTH = 4000
export const MAX_NESTING = 64
/** Terms of one chain `a + b + …`: keeps the height of the tree bounded as well. */
export const MAX_TERMS = 200

const KEYWORDS = new Set(
  'and or not in is known if then else where satisfies between of true false'.split(' '),
)
const FOLDS: ReadonlySet<string> = new Set<FoldWord>(['every', 'some', 'count', 'sum', 'min', 'max'])
const COMPARISONS: ReadonlySet<string> = new Set<CompareOp>(['=', '!=', '<', '<=', '>', '>='])

/** Thrown inside the parser after the problem was reported: the first mistake ends the reading. */
class Stop extends Error {}

/** Reads a text to a source tree. `place` is where its first character stands. Never throws, always ends. */
export function parseExpression(text: string, place: Place): Expression | Problem[] {
  const { problems, report } = problemReport(text, place)
  if (text.length > MAX_LENGTH) {
    report(
      0,
      'tooLong',
      `表达式超过 ${MAX_LENGTH} 个字符`,
      `the expression is longer than ${MAX_LENGTH} characters`,
    )
    return problems
  }
  const read = tokens(text, report)
  if (!read) return problems
  try {
    const parser = new Parser(read, report)
    return { text, place, root: parser.whole() }
  } catch (error) {
    if (error instanceof Stop) return problems
    throw error
  }
}

/** A class because it is a cursor: tokens, a place in them, and how deep we are. */
class Parser {
  readonly #tokens: readonly Token[]
  readonly #report: ReturnType<typeof problemReport>['report']
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[], report: ReturnType<typeof problemReport>['report']) {
    this.#tokens = tokens
    this.#report = report
  }

  whole(): Ast {
    const root = this.#expression()
    const rest = this.#peek()
    if (rest.kind !== 'end')
      this.#fail(rest, `这里多了${quoted(rest.text)}`, `${quoted(rest.text)} is not expected here`)
    return root
  }

  #expression(): Ast {
    return this.#nested(() => this.#chain('or', () => this.#chain('and', () => this.#negation())))
  }

  #chain(word: 'and' | 'or', part: () => Ast): Ast {
    const first = part()
    if (!this.#isWord(word)) return first
    const parts = [first]
    while (this.#takeWord(word)) parts.push(part())
    this.#limitTerms(parts.length)
    return { kind: word, at: first.at, parts }
  }

  #negation(): Ast {
    const at = this.#peek().at
    if (!this.#takeWord('not')) return this.#comparison()
    return this.#nested(() => ({ kind: 'not', at, of: this.#negation() }))
  }

  #comparison(): Ast {
    const left = this.#sum()
    const token = this.#peek()
    if (token.kind === 'sign' && COMPARISONS.has(token.text)) {
      this.#next++
      const right = this.#sum()
      const again = this.#peek()
      if (again.kind === 'sign' && COMPARISONS.has(again.text))
        this.#fail(
          again,
          '不能连续比较，请用 between … and …',
          'comparisons do not chain; write x between a and b',
        )
      return { kind: 'compare', at: token.at, cmp: token.text as CompareOp, left, right }
    }
    if (this.#takeWord('between')) {
      const low = this.#sum()
      this.#expectWord('and')
      return { kind: 'between', at: token.at, of: left, low, high: this.#sum() }
    }
    if (this.#takeWord('is')) {
      const negated = this.#takeWord('not')
      this.#expectWord('known')
      return { kind: 'known', at: left.at, of: left, negated }
    }
    const negated = this.#isWord('not') && this.#isWord('in', 1)
    if (negated) this.#next++
    if (!this.#takeWord('in')) return left
    return { kind: 'in', at: token.at, item: left, set: this.#sum(), negated }
  }

  #sum(): Ast {
    return this.#terms(['+', '-'], () => this.#terms(['*', '/'], () => this.#minus()))
  }

  #terms(signs: readonly ('+' | '-' | '*' | '/')[], part: () => Ast): Ast {
    let left = part()
    for (let count = 1; ; count++) {
      const token = this.#peek()
      const operator = token.kind === 'sign' ? signs.find((sign) => sign === token.text) : undefined
      if (!operator) return left
      this.#limitTerms(count)
      this.#next++
      left = { kind: 'binary', at: token.at, operator, left, right: part() }
    }
  }

  #minus(): Ast {
    const at = this.#peek().at
    if (!this.#takeSign('-')) return this.#postfix()
    return this.#nested(() => ({ kind: 'negate', at, of: this.#minus() }))
  }

  #postfix(): Ast {
    let of = this.#primary()
    for (let count = 1; ; count++) {
      if (this.#takeSign('.')) {
        const name = this.#peek()
        if (name.kind !== 'word') this.#fail(name, '点号后面应是名称', 'a name is expected after the point')
        this.#next++
        of = { kind: 'member', at: of.at, of, name: name.text }
      } else if (this.#takeSign('[')) {
        of = { kind: 'index', at: of.at, of, key: this.#expression() }
        this.#expectSign(']')
      } else return of
      this.#limitTerms(count)
    }
  }

  #primary(): Ast {
    const token = this.#peek()
    const at = token.at
    if (token.kind === 'number') {
      this.#next++
      return { kind: 'number', at, digits: token.text, percent: this.#takeSign('%') }
    }
    if (token.kind === 'string') {
      this.#next++
      return { kind: 'string', at, value: token.text }
    }
    if (this.#takeSign('(')) {
      const inner = this.#expression()
      this.#expectSign(')')
      return inner
    }
    if (this.#takeSign('[')) return { kind: 'list', at, items: this.#items(']') }
    if (token.kind !== 'word') {
      if (token.kind === 'end') this.#fail(token, '表达式没有写完', 'the expression ends too early')
      this.#fail(token, `这里不应是${quoted(token.text)}`, `${quoted(token.text)} is not expected here`)
    }
    return this.#word(token.text, at)
  }

  #word(word: string, at: number): Ast {
    if (word === 'if') return this.#if(at)
    if (word === 'at' && (this.#isWord('least', 1) || this.#isWord('most', 1))) return this.#share(at)
    if (FOLDS.has(word) && this.#tokens[this.#next + 1]?.kind === 'word' && !this.#isOperatorWord(1))
      return this.#fold(word as FoldWord, at)
    this.#next++
    if (word === 'true' || word === 'false') return { kind: 'boolean', at, value: word === 'true' }
    if (KEYWORDS.has(word)) {
      this.#next--
      this.#fail(this.#peek(), `这里不应是 ${word}`, `${word} is not expected here`)
    }
    if (this.#takeSign('(')) return { kind: 'call', at, name: word, args: this.#items(')') }
    return { kind: 'name', at, name: word }
  }

  #if(at: number): Ast {
    this.#next++
    const condition = this.#expression()
    this.#expectWord('then')
    const whenTrue = this.#expression()
    this.#expectWord('else')
    return { kind: 'if', at, condition, whenTrue, whenFalse: this.#expression() }
  }

  #fold(fold: FoldWord, at: number): Ast {
    this.#next++
    const { variable, list } = this.#listOf()
    const where = this.#takeWord('where') ? this.#expression() : undefined
    const base = { kind: 'fold', at, fold, variable, list, ...(where && { where }) } as const
    if (fold === 'count') return base
    const truth = fold === 'every' || fold === 'some'
    this.#expectWord(truth ? 'satisfies' : 'of')
    return { ...base, body: truth ? this.#expression() : this.#nested(() => this.#sum()) }
  }

  #share(at: number): Ast {
    const bound = this.#isWord('least', 1) ? 'atLeast' : 'atMost'
    this.#next += 2
    const percent = this.#postfix()
    this.#expectWord('of')
    const { variable, list } = this.#listOf()
    const where = this.#takeWord('where') ? this.#expression() : undefined
    this.#expectWord('satisfies')
    return {
      kind: 'share',
      at,
      bound,
      percent,
      variable,
      list,
      ...(where && { where }),
      satisfies: this.#expression(),
    }
  }

  /** `m in members`, `m in h.members`. */
  #listOf(): { variable: string; list: Ast } {
    const variable = this.#peek()
    if (variable.kind !== 'word' || KEYWORDS.has(variable.text))
      this.#fail(
        variable,
        '这里应给每个成员起一个名字，如 every m in members',
        'a name for the element is expected, as in every m in members',
      )
    this.#next++
    this.#expectWord('in')
    return { variable: variable.text, list: this.#postfix() }
  }

  #items(close: ')' | ']'): Ast[] {
    const items: Ast[] = []
    if (this.#takeSign(close)) return items
    do items.push(this.#expression())
    while (this.#takeSign(','))
    this.#expectSign(close)
    this.#limitTerms(items.length)
    return items
  }

  #peek(): Token {
    return this.#tokens[this.#next]!
  }

  #isWord(word: string, ahead = 0): boolean {
    const token = this.#tokens[this.#next + ahead]
    return token?.kind === 'word' && token.text === word
  }

  /** A fact may be called `count` or `min`: `count and poor` is no quantifier. */
  #isOperatorWord(ahead: number): boolean {
    const token = this.#tokens[this.#next + ahead]
    return token?.kind === 'word' && KEYWORDS.has(token.text)
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord(word)) return false
    this.#next++
    return true
  }

  #takeSign(sign: string): boolean {
    const token = this.#peek()
    if (token.kind !== 'sign' || token.text !== sign) return false
    this.#next++
    return true
  }

  #expectWord(word: string): void {
    if (this.#takeWord(word)) return
    const token = this.#peek()
    const meant = token.kind === 'word' ? nearest(token.text, [word]) : undefined
    this.#fail(token, `这里应是 ${word}`, `${word} is expected here`, meant)
  }

  #expectSign(sign: string): void {
    if (!this.#takeSign(sign))
      this.#fail(this.#peek(), `这里应是${quoted(sign)}`, `${quoted(sign)} is expected here`)
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > MAX_NESTING)
      this.#fail(this.#peek(), `嵌套超过 ${MAX_NESTING} 层`, `nested deeper than ${MAX_NESTING} levels`)
    const result = read()
    this.#depth--
    return result
  }

  #limitTerms(count: number): void {
    if (count > MAX_TERMS)
      this.#fail(this.#peek(), `一串超过 ${MAX_TERMS} 项`, `more than ${MAX_TERMS} terms in one chain`)
  }

  #fail(token: Token, zh: string, en: string, meant?: string): never {
    this.#report(token.at, 'syntax', zh, en, meant)
    throw new Stop()
  }
}
