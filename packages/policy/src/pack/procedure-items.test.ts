/** Procedures as a pack writes them: what is refused when it is loaded, and with which words. */
import { describe, expect, test } from 'vitest'
import { libraryCard, problemsOf } from './library-card.fixture.ts'
import { problemText } from './reading.ts'

const label = '{ zh: 甲, en: a }'
const on = (id: string, next: string, more = '') => `{ id: ${id}, label: ${label}, next: ${next}${more} }`
const back = (id: string, to: string) => `{ id: ${id}, label: ${label}, returnsTo: ${to} }`
const step = (id: string, more: string, ...outcomes: readonly string[]) =>
  `      - { id: ${id}, label: ${label}, actor: librarian${more && `, ${more}`}${outcomes.length > 0 ? `, outcomes: [${outcomes.join(', ')}]` : ''} }`

/** The fixture with another procedure in its place. */
function problems(head: string, ...steps: readonly string[]): string[] {
  const files = libraryCard.map((file) => {
    if (file.path !== 'fixtures/library-card/2021.yaml') return file
    const [before, rest] = file.text.split(/^procedures:$/m) as [string, string]
    const after = rest.slice(rest.indexOf('\ntables:'))
    const item = `  - id: cardIssue\n    label: ${label}\n    source: { id: C2, clause: "13" }\n    subject: reader\n`
    const written = `procedures:\n${item}${head && `    ${head}\n`}    steps:\n${steps.join('\n')}`
    return { path: file.path, text: `${before}${written}${after}` }
  })
  return problemsOf(files).map((each) => problemText(each, 'en').replace(/^.*?: procedures\./, ''))
}

const main = [step('ask', ''), step('check', ''), step('grant', '')] as const

test('a procedure that names its steps in order is read', () => {
  expect(problems('', ...main)).toEqual([])
  expect(problems('opens: [reader, librarian]\n    statuses: [member, none]', ...main)).toEqual([])
})

describe('a step beside the main line', () => {
  const lookup = (more = 'beside: ask', ...outcomes: readonly string[]) => step('lookup', more, ...outcomes)

  test('may return, be required behind its step, and end; it is left out of the order of the others', () => {
    const found = `{ id: found, label: ${label} }`
    expect(
      problems('', main[0], lookup('beside: ask', found, back('doubt', 'ask')), main[1], main[2]),
    ).toEqual([])
    expect(problems('', main[0], lookup(), main[1], step('grant', 'requires: [lookup]'))).toEqual([])
    expect(problems('', main[0], lookup('beside: ask, requires: [check]'), main[1], main[2])).toEqual([])
  })

  test('is beside a step that there is, which is not beside another itself, and never the first', () => {
    expect(problems('', main[0], lookup('beside: chekc'), main[1]).join()).toContain(
      'no step chekc (did you mean check?)',
    )
    expect(problems('', main[0], lookup(), step('second', 'beside: lookup'), main[1])).toEqual([
      expect.stringContaining('can neither lead to lookup nor stand beside it'),
    ])
    expect(problems('', lookup('beside: check'), main[0], main[1]).join()).toContain('or is the first')
  })

  test('is led to by nothing, leads on to nothing and gives no status', () => {
    expect(problems('', step('ask', '', on('a', 'lookup')), lookup(), main[1]).join()).toContain(
      'the step ask can neither lead to lookup',
    )
    for (const outcome of [on('a', 'check'), on('a', 'end', ', status: member')])
      expect(problems('', main[0], lookup('beside: ask', outcome), main[1])).toEqual([
        expect.stringContaining('outcomes of the step lookup'),
      ])
  })

  test('waits for nothing that waits for it', () => {
    const never = expect.stringContaining('which can never come before it')
    expect(problems('', main[0], lookup('beside: ask, requires: [grant]'), main[1], main[2])).toEqual([never])
    expect(
      problems(
        '',
        main[0],
        lookup('beside: ask, requires: [check]'),
        step('check', 'requires: [lookup]'),
        main[2],
      ),
    ).toEqual([never])
    expect(
      problems('', main[0], lookup('beside: check'), step('check', 'requires: [lookup]'), step('grant', '')),
    ).toEqual([])
    expect(problems('', step('ask', 'requires: [lookup]'), lookup('beside: check'), main[1])).toEqual([never])
    expect(
      problems(
        '',
        main[0],
        lookup('beside: ask, requires: [other]'),
        step('other', 'beside: ask, requires: [lookup]'),
        main[1],
      ),
    ).toEqual([never, never])
  })
})

test('what is deferred leads on to another step, and is of the main line', () => {
  expect(problems('', main[0], step('check', 'deferrable: true'), main[2])).toEqual([])
  const wrong = expect.stringContaining('cannot be deferrable')
  expect(problems('', main[0], main[1], step('grant', 'deferrable: true'))).toEqual([wrong])
  expect(problems('', main[0], step('lookup', 'beside: ask, deferrable: true'), main[2])).toEqual([wrong])
})

test('a way back is written as one, and goes back to what can have been passed', () => {
  expect(problems('', main[0], step('check', '', on('a', 'ask'), on('b', 'end')))).toEqual([
    expect.stringContaining('the step ask comes round to itself by "next"'),
    expect.stringContaining('the step check comes round to itself by "next"'),
  ])
  expect(problems('', main[0], step('check', '', on('a', 'grant'), back('b', 'grant')), main[2])).toEqual([
    expect.stringContaining('the step check returns to grant, which does not come before it'),
  ])
  expect(problems('', main[0], step('check', '', on('a', 'grant'), back('b', 'check')), main[2])).toEqual([])
})

test('a status is given by what ends the case, and by nothing before', () => {
  expect(problems('', step('ask', '', on('a', 'check', ', status: member')), main[1])).toEqual([
    expect.stringContaining('the step ask gives a status before the end'),
  ])
})

describe('facts of a procedure', () => {
  const asking = (facts: string) => step('check', `facts: [${facts}]`)
  const giving = (records: string, more = '') =>
    step('grant', '', `{ id: granted, label: ${label}, records: { ${records} }${more} }`)

  test('that a step asks are facts that people enter', () => {
    expect(problems('', main[0], asking('residence'), main[2])).toEqual([])
    expect(problems('', main[0], asking('residense'), main[2]).join()).toContain('did you mean residence?')
    expect(problems('', main[0], asking('loansComplete'), main[2])).toEqual([
      expect.stringContaining('worked out by the registry: nobody could enter it'),
    ])
  })

  test('that an outcome gives fit their types and codes; `today` is a day', () => {
    expect(problems('', main[0], main[1], giving('identityChecked: true, kind: child'))).toEqual([])
    expect(problems('', main[0], main[1], giving('identityChecked: "true"'))).toEqual([
      expect.stringContaining('an outcome records identityChecked: '),
    ])
    expect(problems('', main[0], main[1], giving('interests: [novelz]')).join()).toContain(
      'interest has no code',
    )
    expect(problems('', main[0], main[1], giving('birthDate: today'))).toEqual([
      expect.stringContaining('what is personal is never the same for everybody'),
    ])
    expect(problems('', main[0], main[1], giving('kind: today')).join()).toContain('"today" is a day')
    expect(problems('', main[0], main[1], giving('kind: chld')).join()).toContain('did you mean child?')
    expect(problems('', main[0], main[1], giving('birthdate: today')).join()).toContain(
      'did you mean birthDate?',
    )
  })

  test('are given at the end alone, and by no way back', () => {
    expect(
      problems('', main[0], step('check', '', on('a', 'grant', ', records: { kind: child }')), main[2]),
    ).toEqual([expect.stringContaining('the step check records facts before the end')])
    const back = `{ id: a, label: ${label}, returnsTo: ask, records: { kind: child } }`
    expect(problems('', main[0], step('check', '', back, on('b', 'grant')), main[2]).join()).toContain(
      'goes back records no facts',
    )
  })
})

test('the same outcome is not written twice', () => {
  expect(problems('', step('ask', '', on('a', 'check'), on('a', 'end')), main[1])).toEqual([
    expect.stringContaining('the outcome a is written twice'),
  ])
})

describe('a notice', () => {
  const posting = (columns: string) => step('check', `notice: { days: 5${columns} }`)

  test('names its columns', () => {
    expect(problems('', main[0], posting('')).join()).toContain('columns')
    expect(problems('', main[0], posting(', columns: []')).join()).toContain('a list with items')
    expect(problems('', main[0], posting(', columns: [serial, headName]'))).toEqual([])
  })

  test.each(['idNumber', 'phone', 'bankAccount', 'illness', 'income', 'members', 'measure'])(
    'never shows %s, and the error says what it may show',
    (column) => {
      expect(problems('', main[0], posting(`, columns: [${column}]`)).join()).toContain(
        `"${column}" is not one of serial, villageName, villageGroup, headName, householdSize, cardNumber, status, decision`,
      )
    },
  )

  test('a misspelt column is answered with the right one', () => {
    expect(problems('', main[0], posting(', columns: [headname]')).join()).toContain('did you mean headName?')
  })
})
