import { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { fixedClock } from './clock.ts'
import { readConfig } from './config.ts'
import { startProgress } from './progress.ts'
import { uuidv7 } from './uuid.ts'

describe('ids', () => {
  test('are uuid v7, unique, and in the order in which they were made', () => {
    const ids = Array.from({ length: 20_000 }, () => uuidv7())
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.toSorted()).toEqual(ids)
  })

  test('stay in order when the clock is set back', () => {
    const now = Date.now() + 60_000
    const before = uuidv7(now)
    expect(uuidv7(now - 5_000) > before).toBe(true)
    expect(Number.parseInt(before.slice(0, 13).replace('-', ''), 16)).toBe(now)
  })
})

describe('the clock', () => {
  test('a day begins at midnight in China, eight hours before UTC', () => {
    const clock = fixedClock('2016-12-31T15:59:59Z')
    expect(clock.today()).toBe('2016-12-31')
    clock.set('2016-12-31T16:00:00Z')
    expect([clock.today(), clock.now()]).toEqual(['2017-01-01', '2016-12-31T16:00:00.000Z'])
  })
})

describe('settings', () => {
  test('have the defaults of a first start', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 8600,
      host: '127.0.0.1',
      databaseUrl: undefined,
      timeZone: 'Asia/Shanghai',
    })
    expect(config.home.endsWith('/.lika')).toBe(true)
  })

  test.each([
    [{ LIKA_PORT: '86OO' }, 'LIKA_PORT=86OO is not valid: a whole number from 0 to 65535'],
    [{ LIKA_PORT: '70000' }, 'LIKA_PORT=70000'],
    [{ DATABASE_URL: 'mysql://root:secret@db/x' }, 'DATABASE_URL=… is not valid'],
    [{ LIKA_TIME_ZONE: 'Mars' }, 'LIKA_TIME_ZONE=Mars'],
    [{ LIKA_LOG: 'loud' }, 'LIKA_LOG=loud is not valid: one of trace'],
  ])('%j is refused in one sentence', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence)
  })
})

test('progress rewrites one line on a terminal and writes few lines to a file', () => {
  const written = (isTTY: boolean) => {
    let text = ''
    const output = Object.assign(
      new Writable({
        write: (chunk, _, done) => {
          text += chunk
          done()
        },
      }),
      { isTTY },
    )
    const progress = startProgress('Import', output)
    for (let done = 0; done < 1000; done += 1) progress.update(done, 1000)
    progress.end('1,000 rows')
    return text
  }
  expect(stripVTControlCharacters(written(true))).toMatch(/^\rImport ….*\rImport 1,000 rows \(\d+\.\d s\)\n$/)
  expect(written(false)).toMatch(/^Import 1,000 rows \(\d+\.\d s\)\n$/)
})
