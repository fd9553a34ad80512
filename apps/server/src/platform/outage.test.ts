import { expect, test } from 'vitest'
import { outageOf } from './outage.ts'

const error = (fields: object, message = '') => Object.assign(new Error(message), fields)

test('a full disk, of the database or of the uploads, is a 507 that says nothing was stored', () => {
  for (const code of ['53100', 'ENOSPC', 'EDQUOT']) {
    expect(outageOf(error({ code })), code).toMatchObject({ status: 507, code: 'server.diskFull' })
  }
})

test('a database that is away is a 503 that does not claim that nothing was stored', () => {
  const away = [
    error({ code: '57P01' }),
    error({ code: '57P03' }),
    error({ code: '08006' }),
    error({ code: '53300' }),
    error({ code: 'ECONNREFUSED' }),
    error({ code: 'ENOENT', syscall: 'connect' }),
    error({}, 'Connection terminated unexpectedly'),
    new Error('wrapped', { cause: error({ code: 'ECONNRESET' }) }),
  ]
  for (const each of away) {
    const found = outageOf(each)
    expect(found, each.message).toMatchObject({ status: 503, code: 'database.away' })
    expect(found?.messages.en).toContain('not known')
  }
})

test('a fault of the program is neither', () => {
  for (const each of [
    error({ code: '23505' }),
    error({ code: 'ENOENT', syscall: 'open' }),
    new TypeError('x'),
  ])
    expect(outageOf(each)).toBeUndefined()
})
