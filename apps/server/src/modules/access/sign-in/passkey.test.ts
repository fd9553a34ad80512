import { expect, test } from 'vitest'
import {
  counterOfAnswer,
  newChallenge,
  passkeyCreation,
  passkeyRequest,
  readNewPasskey,
  relyingPartyOf,
} from './passkey.ts'
import { softPasskey } from './testing/soft-passkey.ts'

const party = relyingPartyOf('https://lika.hepu.example')!
const account = { id: '01890000-0000-7000-8000-000000000001', name: 'wang.yi', displayName: '王乙' }

async function aPasskey(origin = party.origin) {
  const device = softPasskey(origin)
  const challenge = newChallenge()
  const made = device.create(passkeyCreation(party, challenge, account, []))
  return { device, challenge, made, passkey: await readNewPasskey(party, challenge, made) }
}

test('a passkey is made, and answers a challenge', async () => {
  const { device, passkey } = await aPasskey()
  expect(passkey).toMatchObject({ credentialId: device.id, transports: ['internal'] })
  const challenge = newChallenge()
  const answer = device.answer(passkeyRequest(party, challenge, [passkey!]))
  expect(await counterOfAnswer(party, challenge, answer, passkey!)).toBe(1)
})

test('an answer to another challenge, from another site, or without finger, face or number does not hold', async () => {
  const { device, passkey } = await aPasskey()
  const challenge = newChallenge()
  const options = passkeyRequest(party, challenge, [])
  expect(await counterOfAnswer(party, newChallenge(), device.answer(options), passkey!)).toBeUndefined()
  expect(
    await counterOfAnswer(party, challenge, device.answer(options, { verified: false }), passkey!),
  ).toBeUndefined()
  const other = relyingPartyOf('https://lika.hepu.evil.example')!
  expect(await counterOfAnswer(other, challenge, device.answer(options), passkey!)).toBeUndefined()
  const lured = await aPasskey('https://lika.hepu.evil.example')
  expect(lured.passkey).toBeUndefined()
})

test("another's key, a changed signature and garbage do not hold", async () => {
  const { device, passkey } = await aPasskey()
  const { passkey: another } = await aPasskey()
  const challenge = newChallenge()
  const answer = device.answer(passkeyRequest(party, challenge, []))
  expect(
    await counterOfAnswer(party, challenge, answer, { ...another!, credentialId: device.id }),
  ).toBeUndefined()
  for (const [field, value] of [
    ['signature', 'AAAA'],
    ['authenticatorData', ''],
    ['clientDataJSON', 'e30'],
  ] as const) {
    const bent = { ...answer, response: { ...answer.response, [field]: value } }
    expect(await counterOfAnswer(party, challenge, bent, passkey!), field).toBeUndefined()
  }
})

test('a counter that does not go on tells of a copy', async () => {
  const { device, passkey } = await aPasskey()
  const challenge = newChallenge()
  const answer = device.answer(passkeyRequest(party, challenge, []), { counter: 7 })
  expect(await counterOfAnswer(party, challenge, answer, { ...passkey!, counter: 7 })).toBeUndefined()
  expect(await counterOfAnswer(party, challenge, answer, { ...passkey!, counter: 6 })).toBe(7)
})

test('there are no passkeys at a bare number address, nor without https but on this machine', () => {
  for (const none of [
    undefined,
    'http://127.0.0.1:8600',
    'https://10.1.2.3',
    'http://[::1]:8600',
    'http://lika.hepu.example',
    'nonsense',
  ]) {
    expect(relyingPartyOf(none), none).toBeUndefined()
  }
  expect(relyingPartyOf('http://localhost:8600')).toEqual({
    id: 'localhost',
    origin: 'http://localhost:8600',
  })
})
