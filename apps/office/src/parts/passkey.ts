// Passkeys: the browser signs a challenge of the server with a key that never leaves the machine.

import { api } from '../api/client.ts'

/** Older browsers, and pages that are not served safely, have none. */
export function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

type Answered = Extract<Parameters<typeof api.enterWithPasskey>[0]['body'], { challengeId: string }>
type Made = Omit<Parameters<typeof api.addPasskey>[0]['body'], 'label'>

/** Asks whoever sits here to confirm; throws when nobody does. */
export async function answerWithPasskey(): Promise<Answered> {
  const { challengeId, options } = await api.askForPasskey()
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const credential = await navigator.credentials.get({ publicKey })
  return { challengeId, answer: asJson(credential) as Answered['answer'] }
}

/** Makes a new passkey for the account that is signed in or entering. */
export async function makePasskey(): Promise<Made> {
  const { challengeId, options } = await api.startPasskey()
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const credential = await navigator.credentials.create({ publicKey })
  return { challengeId, answer: asJson(credential) as Made['answer'] }
}

function asJson(credential: Credential | null): unknown {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey was given')
  return credential.toJSON()
}
