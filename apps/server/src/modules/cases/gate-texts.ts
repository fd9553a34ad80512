/** What a case waits for, in one sentence each. */
import type { CaseGate } from '@lika/contract'
import { type Gate, innerQuotes, type Procedure, type Text } from '@lika/policy'
import { named } from './terms.ts'

const OUTCOMES: Readonly<Record<string, Text>> = {
  met: { zh: '达标', en: 'met' },
  unmet: { zh: '未达标', en: 'not met' },
  undetermined: { zh: '无法判定', en: 'undetermined' },
}

/** What sets of criteria and facts of a subject are called in a region. */
export interface GateWords {
  readonly titleOf: (set: string) => Text
  readonly labelOf: (subject: string, fact: string) => Text
}

export function gateAnswer(gate: Gate, procedure: Procedure, words: GateWords): CaseGate {
  return {
    gate: gate.gate,
    text: sentenceOf(gate, procedure, words),
    until: gate.gate === 'hanging' ? gate.until : null,
    ...(gate.gate === 'fact' ? { fact: gate.fact } : {}),
  }
}

function sentenceOf(gate: Gate, { steps, subject }: Procedure, { titleOf, labelOf }: GateWords): Text {
  switch (gate.gate) {
    case 'step': {
      const label = steps.find(({ id }) => id === gate.step)?.label ?? { zh: gate.step, en: gate.step }
      return { zh: `等待“${innerQuotes(label.zh)}”办结`, en: `“${label.en}” must be done first` }
    }
    case 'verdict': {
      const title = titleOf(gate.set)
      const outcome = gate.outcome ? OUTCOMES[gate.outcome]! : { zh: '尚未判定', en: 'not judged' }
      return {
        zh: `“${innerQuotes(title.zh)}”的判定是“${outcome.zh}”，须为“达标”`,
        en: `The verdict on “${title.en}” is “${outcome.en}”; it must be met`,
      }
    }
    case 'fact': {
      const label = labelOf(subject, gate.fact)
      return {
        zh: `“${innerQuotes(label.zh)}”不详，须先填写`,
        en: `“${label.en}” is not known: it must be entered first`,
      }
    }
    case 'attachment': {
      const label = gate.label ?? { zh: gate.attachment, en: gate.attachment }
      return { zh: `缺附件：${label.zh}`, en: `“${label.en}” must be attached` }
    }
    case 'signature': {
      const { label } = named('signers', gate.signer)
      return { zh: `等待${label.zh}签字`, en: `The ${label.en} must sign` }
    }
    case 'meeting': {
      const { least, most } = gate
      return {
        zh: `须召开会议（${most === undefined ? `${least} 人以上` : `${least} 至 ${most} 人`}到会）`,
        en: `A meeting of ${most === undefined ? `${least} or more` : `${least} to ${most}`} must be held`,
      }
    }
    case 'majority':
      return {
        zh: `到会 ${gate.present} 人、赞成 ${gate.inFavour} 票，未过半数`,
        en: `${gate.inFavour} of the ${gate.present} present in favour: no majority`,
      }
    case 'notice':
      return gate.days === undefined
        ? { zh: '须张贴公示', en: 'It must be posted' }
        : { zh: `须公示 ${gate.days} 天`, en: `It must be posted for ${gate.days} days` }
    case 'beginning':
      return { zh: `公告自 ${gate.from} 起张贴`, en: `The announcement is posted from ${gate.from} on` }
    case 'hanging':
      return { zh: `公示至 ${gate.until} 止`, en: `The notice hangs until ${gate.until}` }
    case 'objection':
      return { zh: `有 ${gate.open} 条异议等待答复`, en: `Objections to be answered: ${gate.open}` }
    case 'upheld':
      return {
        zh: `有 ${gate.objections} 条异议成立，须退回或终止`,
        en: `Objections upheld: ${gate.objections}; send it back or end it`,
      }
  }
}
