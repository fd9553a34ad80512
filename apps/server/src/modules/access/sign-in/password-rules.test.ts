import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mustBeGoodPassword } from './password-rules.ts'
import { profileOf } from './profile.ts'

const international = profileOf('international')
const mlps3 = profileOf('mlps3')
const words = ['wang.yi', '王乙', '合浦县扶贫办', '廉州镇', 'hepu']

const refusal = (password: string, profile = international) =>
  mustBeGoodPassword(password, profile, words).then(
    () => 'taken',
    (error: { code: string; messages: { en: string } }) => `${error.code}: ${error.messages.en}`,
  )

test('8 to 128 characters of any kind are taken, counted as people count them', async () => {
  for (const good of [
    '鱼塘边三棵龙眼树',
    'tangerine boat 9',
    '🐟🐠🐡🦐🦀🐙🦑🐚',
    'éàüñçïôë'.normalize('NFD'),
  ]) {
    expect(await refusal(good), good).toBe('taken')
  }
  expect(await refusal('🐟🐠🐡🦐🦀🐙🦑')).toContain('at least 8 characters, this one has 7')
  expect(await refusal('é'.normalize('NFD').repeat(7))).toContain('this one has 7')
  expect(await refusal(`田${'青瓦土墙'.repeat(32)}`)).toContain('at most 128 characters, this one has 129')
  expect(await refusal('青瓦、土墙，晒谷场'.repeat(14))).toBe('taken')
})

test('long passwords of chance are taken in the profile international, whatever they are made of', async () => {
  const unit = fc.constantFrom(...'青瓦土墙晒谷场边荔枝树下abcdefxyz0918 !?é')
  await fc.assert(
    fc.asyncProperty(fc.array(unit, { minLength: 20, maxLength: 128 }), async (characters) => {
      fc.pre(new Set(characters).size > 8)
      expect(await refusal(characters.join(''))).toBe('taken')
    }),
    { numRuns: 200 },
  )
})

test('what everybody tries first is refused, also with a year and a mark at its ends', async () => {
  for (const common of [
    '12345678',
    'password',
    'PASSWORD',
    'qwertyuiop',
    'q1w2e3r4',
    'a123456789',
    'Password2017!',
    'P@ssw0rd1',
    'woaini1314',
    'iloveyou520',
    'aaaaaaaa',
    '一一一一一一一一',
    'abcabcabc',
    '23456789',
    '98765432',
  ]) {
    expect(await refusal(common), common).toMatch(/^session.weakPassword/)
  }
})

test('what rests on the own name, unit, region or on Lika is refused, a long password that mentions one is not', async () => {
  for (const own of [
    'wang.yi2017',
    'Wang.Yi!!88',
    '王乙20170331',
    '合浦县扶贫办2017',
    '廉州镇888',
    'LIKA2017!x',
    'ｌｉｋａ2017!x',
    '立卡一二三四',
    'hepu-2017',
  ]) {
    expect(await refusal(own), own).toMatch(/^session.weakPassword/)
  }
  expect(await refusal('lika lies under the longan tree')).toBe('taken')
  expect(await refusal('廉州镇外鱼塘边三棵龙眼树')).toBe('taken')
})

test('the profile mlps3 asks for three kinds of characters, international for none', async () => {
  expect(await refusal('tangerine boat')).toBe('taken')
  expect(await refusal('tangerineboat', mlps3)).toContain('mixes at least 3')
  expect(await refusal('tangerineboat9', mlps3)).toContain('mixes at least 3')
  for (const mixed of ['Tangerineboat9', 'tangerine-boat9', 'Tangerine 船'])
    expect(await refusal(mixed, mlps3), mixed).toBe('taken')
  expect(mlps3.passwordDays).toBe(90)
  expect(international.passwordDays).toBeNull()
})

test('a refusal never tells the password back', async () => {
  const error = await mustBeGoodPassword('lika2017', international, []).catch((each) => each)
  expect(JSON.stringify([error.detail, error.messages])).not.toContain('lika2017')
})
