/** Who was at a meeting: by name, each once, for the engine counts them. */
import type { CaseAct } from '@lika/contract'
import { refused } from '../../platform/errors.ts'

export function mustNameEachOnce(act: CaseAct): void {
  if (act.kind !== 'met') return
  const names = act.meeting.present.map(spelled)
  const twice = names.findIndex((name, at) => names.indexOf(name) < at)
  if (twice < 0) return
  const name = act.meeting.present[twice]!.trim()
  throw refused(
    'case.meeting',
    {
      zh: `到会名单中“${name}”出现了两次；同名的两个人请加以区别，如“${name}（大）”。`,
      en: `“${name}” is named twice among those present; tell two of the same name apart, as “${name} (elder)”.`,
    },
    { field: `act.meeting.present.${twice}`, value: name },
  )
}

/** Blanks and widths of characters make no other person. */
const spelled = (name: string) => name.normalize('NFKC').replaceAll(/\s+/gu, '')
