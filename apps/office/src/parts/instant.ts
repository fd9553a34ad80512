const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** An instant to the second as the business day counts, whatever the time zone of the browser: 2017-03-31 10:00:00. */
export function instantText(instant: string): string {
  return format.format(new Date(instant))
}
