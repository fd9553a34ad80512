// A day as it is written in records: 2017-06-30, whatever the browser's own language makes of dates.

import { CalendarOutlined } from '@ant-design/icons'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { useWords } from '../words/index.ts'

type Props = Pick<ComponentProps<'input'>, 'id' | 'aria-label' | 'aria-invalid' | 'aria-describedby'> & {
  readonly value: string
  readonly max?: string | undefined
  /** Called with whole days only; with the empty text when the field was emptied. */
  readonly onChange: (day: string) => void
}

export function DayField({ value, max, onChange, ...rest }: Props) {
  const { t } = useWords()
  const [typed, setTyped] = useState(value)
  const picker = useRef<HTMLInputElement>(null)
  useEffect(() => setTyped(value), [value])
  const take = (text: string) => {
    setTyped(text)
    if (text.trim() === '') return
    const day = readDay(text)
    if (day !== undefined && day !== value) onChange(day)
  }
  return (
    <span className="day-field">
      <input
        {...rest}
        className="input"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        size={10}
        maxLength={10}
        placeholder={t('frame.dayShape')}
        value={typed}
        onChange={(event) => take(event.target.value)}
        onBlur={() => setTyped(value)}
      />
      <input
        ref={picker}
        className="day-picker"
        type="date"
        tabIndex={-1}
        aria-hidden
        value={value}
        max={max}
        onChange={(event) => take(event.target.value)}
      />
      <button
        type="button"
        className="day-open"
        aria-label={t('frame.calendar')}
        onClick={() => picker.current?.showPicker()}
      >
        <CalendarOutlined aria-hidden />
      </button>
    </span>
  )
}

/** 2017-6-3, 2017/06/03, 2017.6.3 and 20170603 are all the third of June. Half a day is none. */
function readDay(text: string): string | undefined {
  const parts = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text.normalize('NFKC').trim())
  if (!parts) return undefined
  const isWhole = /\D/.test(text.trim()) ? text.trim().length >= 10 : text.trim().length === 8
  const day = `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`
  const date = new Date(`${day}T00:00:00Z`)
  const isReal = !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(day)
  return isReal && isWhole ? day : undefined
}
