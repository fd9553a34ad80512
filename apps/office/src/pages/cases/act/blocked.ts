/** What the list already knows to speak against an act, before the server is asked. The server has the last word. */
import type { CaseActKind, CaseItem, Text } from '@lika/contract'

const sentence = (zh: string, en: string): Text => ({ zh, en })
const elsewhere = sentence('不在这一环节。', 'It does not stand at this step.')
const notYours = sentence('这一环节不由您办理。', 'Somebody else acts in this step.')

export function blockedBy(
  kind: CaseActKind,
  stepId: string,
  forward: boolean,
  { steps }: Pick<CaseItem, 'steps'>,
): Text | undefined {
  if (kind === 'reopened' || kind === 'withdrawn' || kind === 'moved') return undefined
  const step = steps.find(({ id }) => id === stepId)
  if (!step) return elsewhere
  // A signature, an objection and what is taken back are the server's to judge: others than who acts may do them.
  if (['decided', 'attached', 'met', 'posted', 'deferred'].includes(kind) && !step.mine) return notYours
  if (kind === 'decided' && forward && step.gates.length > 0) {
    const all = step.gates.map(({ text }) => text)
    return sentence(all.map(({ zh }) => zh).join('；'), all.map(({ en }) => en).join('; '))
  }
  return undefined
}
