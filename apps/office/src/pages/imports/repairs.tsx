// Cells corrected on the page, kept in this window until they are saved: a reload loses none.

import type { Import } from '@lika/contract'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { api } from '../../api/client.ts'
import { useWords } from '../../words/index.ts'
import { useChange } from './queries.ts'
import { Refusal } from './refusal.tsx'

/** By column: what is written there now. */
export type Cells = Readonly<Record<string, string>>
type Kept = Readonly<Record<string, Cells>>

export function useRepairs(id: string) {
  const key = `lika.repairs.${id}`
  const [kept, setKept] = useState<Kept>(() => read(key))
  const change = useCallback(
    (how: (before: Kept) => Kept) =>
      setKept((before) => {
        const after = how(before)
        if (Object.keys(after).length === 0) sessionStorage.removeItem(key)
        else sessionStorage.setItem(key, JSON.stringify(after))
        return after
      }),
    [key],
  )
  return {
    lines: Object.keys(kept).length,
    of: (line: number): Cells | undefined => kept[line],
    keep: (line: number, cells: Cells) =>
      change(({ [line]: _, ...others }) =>
        Object.keys(cells).length === 0 ? others : { ...others, [line]: cells },
      ),
    discard: () => change(() => ({})),
    body: () => ({
      rows: Object.entries(kept).map(([line, cells]) => ({
        line: Number(line),
        cells: Object.entries(cells).map(([column, value]) => ({
          column: Number(column),
          value: value.trim() === '' ? null : value,
        })),
      })),
    }),
  }
}

function read(key: string): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Kept
  } catch {
    return {}
  }
}

/** What was corrected and not checked yet. */
export function RepairBar(props: {
  readonly given: Import
  readonly repairs: ReturnType<typeof useRepairs>
}) {
  const { t } = useWords()
  const { given, repairs } = props
  const navigate = useNavigate({ from: '/imports/$id' })
  const save = useChange(given.id, async () => {
    const after = await api.repairImportRows({ params: { id: given.id }, body: repairs.body() })
    // Here and not when the answer is shown: this bar is gone by then.
    repairs.discard()
    await navigate({ search: (before) => ({ ...before, row: undefined }), replace: true })
    return after
  })
  if (repairs.lines === 0) return null
  return (
    <section className="repair-bar" aria-live="polite">
      <p>{t('imports.repair.kept', { count: repairs.lines })}</p>
      <button
        type="button"
        className="button button-primary"
        disabled={save.isPending}
        onClick={() => save.mutate(undefined)}
      >
        {save.isPending ? t('imports.repair.saving') : t('imports.repair.saveAll')}
      </button>
      <button type="button" className="button" disabled={save.isPending} onClick={repairs.discard}>
        {t('imports.repair.discard')}
      </button>
      <Refusal error={save.error} />
    </section>
  )
}
