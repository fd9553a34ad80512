import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'

/** The name of a group of the catalogue; those without a word are called other. */
export function useGroup(): (group: string | undefined) => string {
  const { t } = useWords()
  return (group) =>
    group !== undefined && group in zh.group
      ? t(`group.${group as keyof typeof zh.group}`)
      : t('household.groupOther')
}
