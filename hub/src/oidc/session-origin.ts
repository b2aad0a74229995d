import type { IncomingMessage } from 'node:http'
import { clientAddressOf } from '../addresses/client-address.ts'

/** With what, and from where, a session is used: for its owner to recognise, never to decide by. */
export interface SessionOrigin {
  readonly userAgent: string | null
  readonly address: string | null
}

export function originOf(request: IncomingMessage): SessionOrigin {
  const address = clientAddressOf(request)
  return {
    userAgent: request.headers['user-agent']?.slice(0, LONGEST) ?? null,
    address: address === '' ? null : address,
  }
}

/** No browser names itself at more length. */
const LONGEST = 512
