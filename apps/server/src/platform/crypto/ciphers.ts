/** What of the suites needs nothing but Node: the program that copies the database's journal away has no packages. */
import { international } from './international.ts'
import { sm4 } from './sm4.ts'
import type { Cipher, SuiteName } from './suite.ts'

export const ciphers: Readonly<Record<SuiteName, Cipher>> = { international, sm: sm4 }
