/** What was typed, and what is wrong with it: said in the language of the page, beside the field. */
import type { Fault, Language } from '@lika/site'

type Form = Readonly<Record<string, string>>

export interface Checked {
  readonly values: Record<string, string>
  readonly faults: Fault[]
}

const MOST_SAID = 4000
const MOST_SHORT = 60

export interface Rules {
  readonly language: Language
  /** Fields that take one of some words. */
  readonly choices?: Readonly<Record<string, readonly string[]>>
  readonly name?: 'needed'
  /** Characters of the text. */
  readonly most?: number
}

/** Text, name, contact, the tick, and choices: the fields that all forms have. */
export function checked(form: Form, { language, choices = {}, name, most = MOST_SAID }: Rules): Checked {
  const say = (zh: string, en: string) => (language === 'en' ? en : zh)
  // What was typed comes back as it was; only what is far too long is cut, and that is said.
  const values = Object.fromEntries(
    Object.entries(form).map(([field, value]) => [field, value.slice(0, MOST_SAID * 4)]),
  )
  const faults: Fault[] = []
  const said = (form.said ?? '').trim()
  if (length(said) < 2)
    faults.push({
      field: 'said',
      message: say('请写明情况，至少两个字', 'Say what it is about, in two characters at least'),
    })
  if (length(said) > most)
    faults.push({
      field: 'said',
      message: say(
        `写得太长：现在 ${length(said)} 字，最多 ${most} 字`,
        `Too long: ${length(said)} characters, ${most} at most`,
      ),
    })
  if (name === 'needed' && (form.name ?? '').trim() === '')
    faults.push({ field: 'name', message: say('请写户主姓名', 'Say the name of the head of the household') })
  for (const field of ['name', 'contact'])
    if (length((form[field] ?? '').trim()) > MOST_SHORT)
      faults.push({ field, message: say(`最多 ${MOST_SHORT} 个字`, `${MOST_SHORT} characters at most`) })
  for (const [field, words] of Object.entries(choices))
    if (!words.includes(form[field] ?? '')) faults.push({ field, message: say('请选择一项', 'Choose one') })
  if (form.agree !== 'yes')
    faults.push({ field: 'agree', message: say('请看过说明后打勾', 'Tick that you have read it') })
  return { values, faults }
}

/** As people count: a character outside the first plane is one. */
function length(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

export const optional = (value: string | undefined): string | undefined => value?.trim() || undefined
