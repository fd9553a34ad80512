import { Link } from '@tanstack/react-router'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'

/** To the desk where somebody decides on pairs. */
export function DuplicatesLink({ number }: { readonly number: number }) {
  const { t } = useWords()
  return (
    <Link className="push figure" to="/imports/duplicates" search={{}}>
      {t('overview.duplicatesLink', { number: grouped(number) })}
    </Link>
  )
}
