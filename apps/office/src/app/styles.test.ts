/** Stylesheets of pages stay once they were loaded: a class that stands alone may look like one thing only. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
/** Styles of everything, of the frame and of paper: what pages build on, and what is left out in print. */
const common = /^(app|parts\/paper\.css)/

/** A page and what lies below it; the parts that pages share are each their own. */
const ownerOf = (file: string) => (file.startsWith('pages/') ? file.split('/')[1]! : file)

function looksOf(file: string): [name: string, look: string][] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '')
  return [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors, body]) =>
    selectors!
      .split(',')
      .map((selector) => selector.trim())
      .filter((selector) => /^\.[\w-]+$/.test(selector))
      .map((name): [string, string] => [name, body!.replaceAll(/\s+/g, ' ').trim()]),
  )
}

test('a class looks the same whichever pages were open before', () => {
  const looks = new Map<string, Map<string, string[]>>()
  for (const file of globSync('**/*.css', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !common.test(path)))
    for (const [name, look] of looksOf(file)) {
      const owners = looks.get(name) ?? looks.set(name, new Map()).get(name)!
      owners.set(ownerOf(file), [...(owners.get(ownerOf(file)) ?? []), look])
    }
  expect(looks.size).toBeGreaterThan(100)
  const contested = [...looks].filter(([, owners]) => new Set([...owners.values()].map(String)).size > 1)
  expect(contested.map(([name, owners]) => [name, ...owners.keys()])).toEqual([])
})
