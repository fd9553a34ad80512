import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { vi } from 'vitest'
import { arm, faultyFiles, hasFired, noFault } from '../testing/faults.ts'
import { openKeyring } from './crypto/index.ts'
import {
  digestKept,
  type FileStore,
  filePath,
  keepFile,
  keepText,
  keyOfFile,
  readKept,
  readKeptText,
  resealFile,
  withPlainFile,
} from './files.ts'
import { test as base, describe, expect } from './testing.ts'

const test = base.extend('store', { scope: 'file' }, async ({ db }): Promise<FileStore> => {
  const keyring = await openKeyring({ client: db.pool, root: Buffer.alloc(32, 7) })
  return { filesFolder: mkdtempSync(join(tmpdir(), 'lika-kept-')), keyring }
})

const digestOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')

async function kept(store: FileStore, content: Buffer): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'lika-upload-')), 'file')
  writeFileSync(path, content)
  const sha256 = digestOf(content)
  await keepFile(store, path, sha256)
  return sha256
}

describe('a kept file', () => {
  test.for([0, 1, 262_143, 262_144, 262_145, 1_000_000])(
    'of %i bytes comes back as it was',
    async (size, { store }) => {
      const content = randomBytes(size)
      const sha256 = await kept(store, content)
      expect(await buffer(readKept(store, sha256))).toEqual(content)
      await withPlainFile(store, sha256, async (path) => expect(readFileSync(path)).toEqual(content))
    },
  )

  test('tells nothing where it lies, and leaves no copy in clear', async ({ store }) => {
    const text = '张三 990001199001011234 13800000000'
    const sha256 = await keepText(store, text)
    expect(readFileSync(filePath(store.filesFolder, sha256)).includes('990001199001011234')).toBe(false)
    expect(await readKeptText(store, sha256)).toBe(text)
    let whileOpen: string[] = []
    await withPlainFile(store, sha256, async (path) => {
      expect(readFileSync(path, 'utf8')).toBe(text)
      whileOpen = readdirSync(store.filesFolder).filter((name) => name.startsWith('plain'))
    })
    expect(readdirSync(store.filesFolder).filter((name) => name.startsWith('plain'))).toEqual([])
    if (existsSync('/proc/self/fd')) expect(whileOpen).toEqual([])
  })

  test('is refused when a byte was changed, when it was cut off, added to, put in another place', async ({
    store,
  }) => {
    const sha256 = await kept(store, randomBytes(600_000))
    const path = filePath(store.filesFolder, sha256)
    const whole = readFileSync(path)
    const changed = Buffer.from(whole)
    changed[500_000]! ^= 1
    const length = whole.readUInt32BE(8)
    const withoutFirst = Buffer.concat([whole.subarray(0, 8), whole.subarray(12 + length)])
    const cut = whole.subarray(0, 12 + length)
    for (const wrong of [changed, cut, withoutFirst, whole.subarray(0, -1), Buffer.concat([whole, whole])]) {
      writeFileSync(path, wrong)
      await expect(buffer(readKept(store, sha256))).rejects.toThrow()
    }
    const elsewhere = digestOf(randomBytes(8))
    await mkdir(dirname(filePath(store.filesFolder, elsewhere)), { recursive: true })
    writeFileSync(filePath(store.filesFolder, elsewhere), whole)
    await expect(buffer(readKept(store, elsewhere))).rejects.toThrow()
  })

  test('is on the disk before it is acknowledged: its bytes, its name, and the name of its folder', async ({
    store,
  }) => {
    const handle = await open(store.filesFolder, 'r')
    const calls = vi.spyOn(Object.getPrototypeOf(handle), 'sync')
    await handle.close()
    const synced: string[] = []
    calls.mockImplementation(async function (this: { fd: number }) {
      synced.push(readlinkSync(`/proc/self/fd/${this.fd}`))
    } as never)
    const content = randomBytes(300_000)
    const sha256 = await kept(store, content)
    calls.mockRestore()
    const place = filePath(store.filesFolder, sha256)
    expect(synced).toEqual([expect.stringMatching(`^${place}\\.`), dirname(place), store.filesFolder])
  })

  test.runIf(existsSync('/proc/self/fd'))(
    'that is there already leaves what was sent closed',
    async ({ store }) => {
      const bytes = randomBytes(5000)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const sent = join(mkdtempSync(join(tmpdir(), 'lika-sent-')), 'photo')
      writeFileSync(sent, bytes)
      const isOpen = () =>
        readdirSync('/proc/self/fd').some((fd) => {
          try {
            return readlinkSync(`/proc/self/fd/${fd}`) === sent
          } catch {
            // The folder was read through one of them.
            return false
          }
        })
      await keepFile(store, sent, sha256)
      await keepFile(store, sent, sha256)
      await new Promise((later) => setTimeout(later, 50))
      expect(isOpen()).toBe(false)
    },
  )

  test('that lies in clear from before is read, and sealed once it is asked for', async ({ store }) => {
    for (const content of [Buffer.from('短'), randomBytes(700_000)]) {
      const sha256 = digestOf(content)
      const path = filePath(store.filesFolder, sha256)
      await mkdir(dirname(path), { recursive: true })
      writeFileSync(path, content)
      expect(await buffer(readKept(store, sha256))).toEqual(content)
      expect(await keyOfFile(store.filesFolder, sha256)).toBeUndefined()
      await resealFile(store, sha256)
      expect(await keyOfFile(store.filesFolder, sha256)).toBe(store.keyring.activeKey('file'))
      expect(await buffer(readKept(store, sha256))).toEqual(content)
      expect(readFileSync(path).includes(content)).toBe(false)
    }
  })
})

describe('a file system that fails at any call', () => {
  const content = randomBytes(600_000)
  const uses: readonly { what: string; use: (store: FileStore) => Promise<unknown> }[] = [
    { what: 'keeping a file', use: (store) => kept(store, content) },
    { what: 'keeping a text', use: (store) => keepText(store, '更正') },
    { what: 'sealing anew', use: (store) => resealFile(store, digestOf(content)) },
    {
      what: 'opening for programs',
      use: (store) =>
        withPlainFile(store, digestOf(content), async (path) => expect(readFileSync(path)).toEqual(content)),
    },
    {
      what: 'reading',
      use: async (store) => expect(await buffer(readKept(store, digestOf(content)))).toEqual(content),
    },
  ]
  for (const { what, use } of uses)
    test(`leaves nothing half there: ${what}; asked again it is done`, async ({ store: { keyring } }) => {
      const fault = noFault()
      let calls = 0
      for (let at = 1; ; at += 1) {
        const filesFolder = mkdtempSync(join(tmpdir(), 'lika-faults-'))
        const plain = { filesFolder, keyring }
        if (!what.startsWith('keeping')) await kept(plain, content)
        const before = filesIn(filesFolder)
        arm(fault, at)
        const failed = await use({ ...plain, before: faultyFiles(fault) }).then(
          () => false,
          () => true,
        )
        if (!hasFired(fault)) break
        expect(failed, `${what} at ${at}`).toBe(true)
        // What lies there is whole, or not there: a name is given last.
        const after = filesIn(filesFolder)
        for (const name of after) expect(name, `${what} at ${at}`).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{64}$/)
        expect(before.filter((name) => !after.includes(name))).toEqual([])
        for (const name of after) expect(await digestKept(plain, name.slice(3))).toBe(name.slice(3))
        await use(plain)
        calls = at
      }
      expect(calls).toBeGreaterThan(0)
    })
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}
