// A program of the operator's looks at every upload before anything of ours opens it: a virus scanner. It is started
// with the path as its last argument and says what it found by how it ends, as clamscan and clamdscan do: 0 nothing,
// 1 something. A scanner that fails or does not end lets nothing pass.

import { execFile } from 'node:child_process'
import { AppError, refused } from '../errors.ts'

export type Scan = (path: string) => Promise<void>

const SLOWEST_MS = 60_000

/** `command` is split at blanks; there is no shell. */
export function createScan(command: string): Scan {
  const [program = '', ...given] = command.split(/\s+/).filter((word) => word !== '')
  return async (path) => {
    const ended = await run(program, [...given, path])
    if (ended === 0) return
    throw ended === 1 ? infected() : notScanned()
  }
}

/** How it ended; undefined when it could not be started or had to be stopped. */
function run(program: string, given: readonly string[]): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  const options = {
    timeout: SLOWEST_MS,
    killSignal: 'SIGKILL',
    env: { PATH: process.env.PATH ?? '' },
  } as const
  execFile(program, given, options, (error) => {
    if (!error) resolve(0)
    else resolve(typeof error.code === 'number' ? error.code : undefined)
  })
  return promise
}

function infected(): AppError {
  return refused(
    'upload.infected',
    {
      zh: '安全检查发现该文件含有恶意内容，没有保存；请在本机查杀后重新制作文件。',
      en: 'The scanner found harmful content in the file, and it was not kept; clean the computer and make the file anew.',
    },
    { field: 'file' },
  )
}

function notScanned(): AppError {
  return new AppError(
    'upload.notScanned',
    503,
    {
      zh: '安全检查程序没有运行，暂不能上传；请告诉系统管理员。',
      en: 'The scanner does not work, so nothing can be uploaded; tell the system administrator.',
    },
    { field: 'file', expected: 'LIKA_SCAN', retryAfter: 60 },
  )
}
