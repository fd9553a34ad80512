import type { PolicyItem } from '@lika/contract'
import { useWords } from '../../words/index.ts'

/** A value, and the lines of a rule, indented as the rule is built. */
export function ValueAndRules({ item }: { readonly item: Pick<PolicyItem, 'value' | 'rules'> }) {
  const { t, say } = useWords()
  return (
    <>
      {item.value && <span className="rule-line figure">{say(item.value)}</span>}
      {item.rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a rule have no id and never change places.
        <span key={index} className="rule-line" style={{ paddingInlineStart: `${rule.depth * 16}px` }}>
          {rule.label && (
            <span className="quiet">
              {say(rule.label)}
              {t('app.colon')}
            </span>
          )}
          {say(rule.text)}
        </span>
      ))}
    </>
  )
}

/** Something in it has not been checked: the item itself, or the document it rests on. */
export function isUnconfirmed(item: Pick<PolicyItem, 'confirmed' | 'source'>): boolean {
  return !item.confirmed || !item.source.confirmed
}
