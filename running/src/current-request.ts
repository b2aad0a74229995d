import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'

const current = new AsyncLocalStorage<string>()

export function newRequestId(): string {
  return `req_${randomBytes(9).toString('base64url')}`
}

/** Everything that `work` awaits is about this request. */
export function withRequest<Result>(id: string, work: () => Result): Result {
  return current.run(id, work)
}

export function currentRequest(): string | undefined {
  return current.getStore()
}
