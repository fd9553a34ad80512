type Tree = { readonly [key: string]: string | Tree }

/** The same keys with other words. */
export type Dictionary<T extends Tree> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends Tree ? Dictionary<T[K]> : never
}
