/** From the table of wrapped keys and the root key to a keyring that follows the table. */
import type pg from 'pg'
import { startupError } from '../errors.ts'
import { listDataKeys, makeMissingKeys, unwrap } from './data-keys.ts'
import { type Keyring, keyringOf } from './keyring.ts'
import type { SuiteName } from './suite.ts'

export interface LivingKeyring extends Keyring {
  /** Reads the table again: another process may have made new keys. */
  refresh(): Promise<void>
}

export interface KeyringOptions {
  /** As the owner: requests never read the table. */
  readonly client: Pick<pg.Pool, 'query'>
  /** The secret of the installation, out of its file. */
  readonly root: Buffer
  /** The suite of a new installation; one that has keys keeps its own, and refuses another. */
  readonly suite?: SuiteName | undefined
}

/** Makes what keys are missing, and opens all. */
export async function openKeyring(options: KeyringOptions): Promise<LivingKeyring> {
  const { client, root } = options
  const before = await listDataKeys(client)
  const kept = before.find(({ retiredAt }) => !retiredAt)?.suite
  if (kept && options.suite && kept !== options.suite) throw otherSuite(kept, options.suite)
  await makeMissingKeys(client, root, kept ?? options.suite ?? 'international')
  const read = async () => keyringOf((await listDataKeys(client)).map((row) => unwrap(root, row)))
  let current = await read()
  return {
    get suite() {
      return current.suite
    },
    seal: (...args) => current.seal(...args),
    open: (...args) => current.open(...args),
    hash: (...args) => current.hash(...args),
    sign: (...args) => current.sign(...args),
    verify: (...args) => current.verify(...args),
    publicKey: (keyId) => current.publicKey(keyId),
    activeKey: (purpose) => current.activeKey(purpose),
    has: (keyId) => current.has(keyId),
    material: (of) => current.material(of),
    refresh: async () => {
      current = await read()
    },
  }
}

function otherSuite(kept: SuiteName, asked: SuiteName) {
  return startupError(
    'crypto.otherSuite',
    {
      zh: `这个数据库的密码套件是 ${kept}，不能改为 LIKA_CRYPTO=${asked}：密码套件在建库时选定，查找用的摘要以后都靠它。请去掉该设置，或另建一个数据库后导入。`,
      en: `This database was made with the suite ${kept} and cannot go on with LIKA_CRYPTO=${asked}: the suite is chosen when the database is made, and the hashes that people are found by rest on it. Leave the setting out, or import into a new database.`,
    },
    { field: 'LIKA_CRYPTO', value: asked, expected: kept },
  )
}
