// Sending a file with its progress: `fetch` cannot tell how much of a body has left.

import { ApiProblem, type Import, type Problem, type Route, urlOf } from '@lika/contract'
import { send } from '../../api/step-up.ts'

export const MOST_BYTES = 512 * 2 ** 20

export type Refused = 'wrongType' | 'oldExcel' | 'tooLarge' | 'empty'

/** What can be said of a file before it is sent; the server looks into it. */
export function refusalOf(file: Pick<File, 'name' | 'size'>, mostBytes = MOST_BYTES): Refused | undefined {
  if (/\.xls$/i.test(file.name)) return 'oldExcel'
  if (!/\.(xlsx|csv|txt)$/i.test(file.name)) return 'wrongType'
  if (file.size === 0) return 'empty'
  return file.size > mostBytes ? 'tooLarge' : undefined
}

/** 12 B, 3.4 kB, 512 MB. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const kilo = bytes / 1024
  if (kilo < 1000) return `${kilo < 10 ? kilo.toFixed(1) : Math.round(kilo)} kB`
  const mega = kilo / 1024
  return `${mega < 10 ? mega.toFixed(1) : Math.round(mega)} MB`
}

export function sendFile<Answer = Import>(
  route: Route,
  where: { readonly params?: Record<string, string>; readonly query?: Record<string, string> },
  file: File,
  options: { readonly onProgress: (sent: number, total: number) => void; readonly signal: AbortSignal },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(route.method, urlOf(route, where))
    request.setRequestHeader('accept', 'application/json')
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => options.onProgress(loaded, total))
    request.addEventListener('load', () => {
      const answer: unknown = request.response
      if (request.status === 200) resolve(answer as Answer)
      else reject(problemOf(request.status, answer))
    })
    request.addEventListener('error', () => reject(problemOf(0, undefined)))
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')))
    options.signal.addEventListener('abort', () => request.abort(), { once: true })
    const form = new FormData()
    form.set('file', file)
    request.send(form)
  })
}

function problemOf(status: number, answer: unknown): ApiProblem {
  if (typeof answer === 'object' && answer !== null && 'code' in answer)
    return new ApiProblem(answer as Problem)
  const messages = {
    zh: '无法连接服务器，请检查网络后重试。',
    en: 'The server cannot be reached; check the network and try again.',
  }
  return new ApiProblem({
    type: 'urn:lika:problem:network.unreachable',
    title: 'Unreachable',
    status,
    detail: messages.zh,
    code: 'network.unreachable',
    messages,
    requestId: '',
  })
}

/** Saves what the server gives as a file under the name it gives it. With a body, what is asked stands in no address. */
export async function saveFile(address: string, body?: unknown): Promise<void> {
  const asked: RequestInit =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await send(address, { credentials: 'same-origin', ...asked }).catch(() => undefined)
  if (!answer) throw problemOf(0, undefined)
  if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => undefined))
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  saveBlob(await answer.blob(), named ? decodeURIComponent(named) : 'download')
}

export function saveBlob(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
