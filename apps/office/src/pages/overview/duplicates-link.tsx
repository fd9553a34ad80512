import { usePlace } from '../../app/place.ts'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'

/** To the desk where somebody decides on pairs. */
export function DuplicatesLink({ number }: { readonly number: number }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  return (
    <a className="push figure" href={`/imports/duplicates?region=${region}&date=${date}`}>
      {t('overview.duplicatesLink', { number: grouped(number) })}
    </a>
  )
}
