import type { IncomingMessage } from 'node:http'

/** With what, and from where, a session is used: for its owner to recognise, never to decide by. */
export interface SessionOrigin {
  readonly userAgent: string | null
  readonly address: string | null
}

export function originOf({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): SessionOrigin {
  return {
    userAgent: headers['user-agent']?.slice(0, LONGEST) ?? null,
    // An IPv4 address is itself, also on a socket that takes both kinds.
    address: socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? null,
  }
}

/** No browser names itself at more length. */
const LONGEST = 512
