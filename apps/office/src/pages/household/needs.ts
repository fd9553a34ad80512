import type { CatalogueFact, FactValue, WhatIfChange } from '@lika/contract'
import { useFacts } from '../../parts/facts.ts'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'

/** What a value must be, in words: 不超过 20 分钟, A 或 B, 增加 1,250 元. */
export function useNeed(): (
  change: Pick<WhatIfChange, 'fact' | 'subjectKind' | 'from' | 'need' | 'by'>,
) => string {
  const { t } = useWords()
  const facts = useFacts()
  return ({ fact: id, subjectKind, from, need, by }) => {
    const fact = facts.find(id, subjectKind)
    const value = facts.show(fact, plain(fact, need.value ?? null))
    const codes = (need.codes ?? []).map((code) => facts.show(fact, fact?.type === 'codes' ? [code] : code))
    const list = codes.join(t('whatIf.or'))
    const start = from === null ? t('whatIf.record') : ''
    const amount =
      by && fact
        ? `${by.startsWith('-') ? '−' : '+'}${grouped(String(plain(fact, by.replace('-', ''))))}`
        : ''
    const step = amount ? t('whatIf.by', { by: `${amount} ${fact ? facts.unitOf(fact) : ''}`.trim() }) : ''
    switch (need.is) {
      case 'value':
        return start + t('whatIf.value', { value })
      case 'atLeast':
        return start + t('whatIf.atLeast', { value }) + step
      case 'atMost':
        return start + t('whatIf.atMost', { value }) + step
      case 'oneOf':
        return start + t('whatIf.value', { value: list })
      case 'with':
        return start + t('whatIf.with', { value: list })
      case 'without':
        return start + t('whatIf.without', { value: list })
      case 'known':
        return t('whatIf.known')
      case 'such':
        return t('whatIf.such')
    }
  }
}

/** 35.0 litres are 35, as in the reasons of the verdict; money keeps its fen. */
export function plain(fact: CatalogueFact | undefined, value: FactValue): FactValue {
  if (fact?.type !== 'decimal' || typeof value !== 'string') return value
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value
}
