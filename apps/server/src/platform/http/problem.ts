// The one translation of errors into answers: RFC 9457 problem details.

import { STATUS_CODES } from 'node:http'
import type { Problem } from '@lika/contract'
import type { FastifyError, FastifyRequest } from 'fastify'
import { AppError, type Message } from '../errors.ts'
import { outageOf } from '../outage.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** Our own errors as they are, the framework's as what they mean; anything else is a fault of the program. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error
  const known = FRAMEWORK_ERRORS[(error as FastifyError).code]
  if (known) return new AppError(known.code, known.status, known.message, { cause: error })
  const status = (error as FastifyError).statusCode
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('request.malformed', status, MALFORMED, { cause: error })
  }
  if (status === 503) return new AppError('server.overloaded', 503, OVERLOADED, { cause: error })
  return outageOf(error) ?? new AppError('server.failed', 500, FAILED, { cause: error })
}

export function problemOf(error: AppError, request: Pick<FastifyRequest, 'id' | 'headers'>): Problem {
  const { zh, en } = error.messages
  const errors = error.errors.map(({ message, ...detail }) => ({ ...detail, messages: message }))
  return {
    type: `urn:lika:problem:${error.code}`,
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: prefersEnglish(request.headers['accept-language']) ? en : zh,
    code: error.code,
    messages: { zh, en },
    requestId: request.id,
    ...error.detail,
    ...(errors.length > 0 ? { errors } : {}),
  }
}

/** Chinese first: English only for those who ask for it before Chinese. */
function prefersEnglish(languages: string | undefined): boolean {
  const [first] = (languages ?? '').match(/\b(zh|en)\b/i) ?? []
  return first?.toLowerCase() === 'en'
}

const MALFORMED: Message = { zh: '请求格式不正确。', en: 'The request is malformed.' }
const OVERLOADED: Message = {
  zh: '服务器繁忙，请稍后重试。',
  en: 'The server is busy; try again in a moment.',
}
const FAILED: Message = {
  zh: '服务器内部错误，未作任何更改；请把请求编号告诉管理员。',
  en: 'The server failed and changed nothing; tell the administrator the request id.',
}
const NOT_JSON: Message = { zh: '请求正文不是有效的 JSON。', en: 'The body is not valid JSON.' }
const WRONG_TYPE: Message = {
  zh: '请求正文的类型(Content-Type)不受支持。',
  en: 'The type of the body (Content-Type) is not supported.',
}
const TOO_LARGE: Message = { zh: '请求正文过大。', en: 'The body is too large.' }
const BAD_UPLOAD: Message = {
  zh: '上传必须是 multipart/form-data,且只含一个名为 file 的文件。',
  en: 'An upload is multipart/form-data with exactly one file, named file.',
}
const BAD_URL: Message = { zh: '地址格式不正确。', en: 'The address is malformed.' }

const FRAMEWORK_ERRORS: Record<string, { code: string; status: number; message: Message }> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'request.notJson', status: 400, message: NOT_JSON },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'request.notJson', status: 400, message: NOT_JSON },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'request.mediaType', status: 415, message: WRONG_TYPE },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'request.tooLarge', status: 413, message: TOO_LARGE },
  FST_REQ_FILE_TOO_LARGE: { code: 'request.tooLarge', status: 413, message: TOO_LARGE },
  FST_INVALID_MULTIPART_CONTENT_TYPE: { code: 'request.upload', status: 415, message: BAD_UPLOAD },
  FST_PARTS_LIMIT: { code: 'request.upload', status: 400, message: BAD_UPLOAD },
  FST_FILES_LIMIT: { code: 'request.upload', status: 400, message: BAD_UPLOAD },
  FST_FIELDS_LIMIT: { code: 'request.upload', status: 400, message: BAD_UPLOAD },
  FST_ERR_BAD_URL: { code: 'request.badUrl', status: 400, message: BAD_URL },
}
