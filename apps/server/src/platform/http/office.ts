// The built office app: hashed files are kept by browsers for a year, the page itself is always asked for again.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export async function serveOffice(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    // Compressed once at the build, beside the files.
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(folder, 'assets'))
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** Every address of the app is one page; what is asked for by a program is not. */
export function isPageRequest(method: string, url: string, accept: string | undefined): boolean {
  const isOurs = !url.startsWith('/api/') && !url.startsWith('/assets/')
  return method === 'GET' && isOurs && (accept ?? '').includes('text/html')
}
