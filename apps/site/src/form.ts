/** Fields of forms: what was typed stays, what is wrong is said above and beside the field. */
import { Html, html } from './html.ts'
import { type Language, link, speaker } from './language.ts'

export interface Fault {
  readonly field: string
  readonly message: string
}

export interface FormState {
  /** Names the sending once, so that the same form sent twice is one. */
  readonly token: string
  readonly values: Readonly<Record<string, string>>
  readonly faults: readonly Fault[]
}

export interface Field {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
  /** Of the longest that is taken. */
  readonly most?: number
  readonly autocomplete?: string
  readonly numeric?: boolean
}

export interface Form {
  readonly language: Language
  readonly action: string
  readonly state: FormState
}

export function formOf({ language, action, state }: Form, fields: readonly Html[], send: string): Html {
  return html`${faultsOf(language, state)}<form method="post" action="${link(language, action)}" accept-charset="utf-8" novalidate>
<input type="hidden" name="token" value="${state.token}">
${fields}
<p><button type="submit">${send}</button></p>
</form>`
}

function faultsOf(language: Language, { faults }: FormState): Html {
  if (faults.length === 0) return new Html('')
  const s = speaker(language)
  return html`<div class="faults" role="alert" id="faults"><h2>${s('还没有提交，请改好以下各项', 'Not sent yet: please put this right')}</h2><ul>${faults.map(
    ({ field, message }) =>
      html`<li>${field === '' ? message : html`<a href="#${field}">${message}</a>`}</li>`,
  )}</ul></div>`
}

const faultOf = (state: FormState, name: string) => state.faults.find(({ field }) => field === name)?.message

function around(language: Language, state: FormState, field: Field, control: (more: Html) => Html): Html {
  const s = speaker(language)
  const fault = faultOf(state, field.name)
  const described = [field.hint && `${field.name}-hint`, fault && `${field.name}-fault`]
    .filter(Boolean)
    .join(' ')
  const more = html`id="${field.name}" name="${field.name}"${described !== '' && html` aria-describedby="${described}"`}${fault !== undefined && html` aria-invalid="true" class="bad"`}${!field.optional && html` required`}${field.autocomplete !== undefined && html` autocomplete="${field.autocomplete}"`}`
  return html`<label for="${field.name}">${field.label}${field.optional && s('（可不填）', ' (may be left empty)')}</label>
${field.hint && html`<p class="hint" id="${field.name}-hint">${field.hint}</p>`}
${fault && html`<p class="fault" id="${field.name}-fault">${fault}</p>`}
${control(more)}`
}

export function textField(language: Language, state: FormState, field: Field): Html {
  return around(
    language,
    state,
    field,
    (more) =>
      html`<input type="text" ${more}${field.most !== undefined && html` maxlength="${field.most}"`}${field.numeric && html` inputmode="numeric"`} value="${state.values[field.name] ?? ''}">`,
  )
}

export function areaField(language: Language, state: FormState, field: Field): Html {
  // A line break that follows the tag is not part of the text.
  return around(
    language,
    state,
    field,
    (more) => html`<textarea rows="7" ${more}>
${state.values[field.name] ?? ''}</textarea>`,
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
}

export function choiceField(state: FormState, field: Field, choices: readonly Choice[]): Html {
  const fault = faultOf(state, field.name)
  const chosen = state.values[field.name] ?? choices[0]?.value
  return html`<fieldset id="${field.name}"${fault !== undefined && html` aria-describedby="${field.name}-fault"`}><legend>${field.label}</legend>
${field.hint && html`<p class="hint">${field.hint}</p>`}
${fault && html`<p class="fault" id="${field.name}-fault">${fault}</p>`}
${choices.map(
  ({ value, label }) =>
    html`<label class="choice"><input type="radio" name="${field.name}" value="${value}"${value === chosen && html` checked`}>${label}</label>`,
)}</fieldset>`
}

export function selectField(
  language: Language,
  state: FormState,
  field: Field,
  choices: readonly Choice[],
): Html {
  const chosen = state.values[field.name] ?? choices[0]?.value
  return around(
    language,
    state,
    field,
    (more) =>
      html`<select ${more}>${choices.map(
        ({ value, label }) =>
          html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`,
      )}</select>`,
  )
}

export function agreeField(state: FormState, label: string): Html {
  const fault = faultOf(state, 'agree')
  return html`${fault && html`<p class="fault" id="agree-fault">${fault}</p>`}<label class="choice"><input type="checkbox" id="agree" name="agree" value="yes"${state.values.agree === 'yes' && html` checked`}${fault !== undefined && html` aria-invalid="true" aria-describedby="agree-fault"`} required>${label}</label>`
}

/** How what is sent is used: told before it is sent. */
export function useOfData(language: Language): Html {
  const s = speaker(language)
  return html`<div class="card"><h2>${s('您的信息怎样使用', 'How what you tell is used')}</h2>
<p>${s(
    '您写的内容、姓名和联系方式加密保存，只用于核实和答复这件事，只有受理单位的经办人能看到，每次查看都有记录；被反映的单位看不到，公示页上不会出现。按规定保存 30 年。',
    'What you write, your name and your contact are kept encrypted, and are used to look into this matter and to answer it. Only those who handle it see them, and every look is kept; the unit that it is about does not, and no public page shows it. It is kept for 30 years, as the rules on files ask.',
  )}</p>
<p>${s(
    '可以匿名。匿名时请把时间、地点、经过写清楚，以便核实。请不要写身份证号、银行卡号。',
    'You may leave out your name. Then say clearly when, where and what, so that it can be looked into. Please write no id number and no bank card.',
  )}</p></div>`
}

/** Whoever writes may say who, and has read what the data are used for. */
export function whoFields(language: Language, state: FormState): Html[] {
  const s = speaker(language)
  return [
    textField(language, state, {
      name: 'name',
      label: s('您的姓名', 'Your name'),
      optional: true,
      most: 60,
      autocomplete: 'name',
    }),
    textField(language, state, {
      name: 'contact',
      label: s('怎样联系您', 'How to reach you'),
      optional: true,
      most: 60,
      autocomplete: 'tel',
    }),
    useOfData(language),
    agreeField(state, s('我已看过上面的说明', 'I have read this')),
  ]
}
