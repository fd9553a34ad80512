import type { Import } from '@lika/contract'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useWords } from '../../words/index.ts'
import { useChange } from './queries.ts'
import { Refusal } from './refusal.tsx'

/** Which sheet of the file is read, and where its headers stand. */
export function SheetChoice({ given, mayWrite }: { readonly given: Import; readonly mayWrite: boolean }) {
  const { t } = useWords()
  const first = given.sheets.find(({ hidden }) => !hidden) ?? given.sheets[0]
  const now = given.sheet ?? first?.name ?? ''
  const [sheet, setSheet] = useState(now)
  const [line, setLine] = useState(String(given.headerLine ?? 1))
  const choose = useChange(given.id, () =>
    api.chooseImportSheet({
      params: { id: given.id },
      body: {
        ...(given.sheets.length > 1 ? { sheet } : {}),
        // Another sheet has its headers where they are found, unless somebody says where.
        ...(line !== String(given.headerLine ?? 1) ? { headerLine: Number(line) } : {}),
      },
    }),
  )
  const isValid = /^([1-9]|[12]\d|30)$/.test(line)
  const isChanged = sheet !== now || line !== String(given.headerLine ?? 1)
  return (
    <form
      className="panel sheet-choice"
      onSubmit={(event) => {
        event.preventDefault()
        if (isValid && isChanged) choose.mutate(undefined)
      }}
    >
      {given.sheets.length > 1 && (
        <label className="filter">
          <span>{t('imports.map.sheet')}</span>
          <select
            className="input"
            value={sheet}
            disabled={!mayWrite}
            onChange={(event) => setSheet(event.target.value)}
          >
            {given.sheets.map(({ name, hidden }) => (
              <option key={name} value={name}>
                {name}
                {hidden ? t('imports.map.hidden') : ''}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="filter">
        <span>{t('imports.map.headerLine')}</span>
        <input
          className="input"
          type="text"
          inputMode="numeric"
          size={4}
          maxLength={2}
          value={line}
          disabled={!mayWrite}
          aria-invalid={!isValid}
          onChange={(event) => setLine(event.target.value.trim())}
        />
      </label>
      {isChanged && (
        <button type="submit" className="button" disabled={!isValid || choose.isPending}>
          {t('imports.map.headerChange')}
        </button>
      )}
      <Refusal error={choose.error} />
    </form>
  )
}
