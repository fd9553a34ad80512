// Everything in an address is text: `region=4505` must not become a number, and must not be quoted.

export type TextSearch<K extends string> = { [key in K]?: string | undefined }

/** Takes the named parameters out of an address and drops the rest. */
export function textSearch<const K extends string>(...keys: K[]) {
  return (search: Record<string, unknown>): TextSearch<K> => {
    const taken: TextSearch<K> = {}
    for (const key of keys) {
      const value = search[key]
      if (typeof value === 'string' && value !== '') taken[key] = value
    }
    return taken
  }
}

export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

export function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  )
  // Commas and colons stay readable: they are allowed in a query.
  const text = new URLSearchParams(given).toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}
