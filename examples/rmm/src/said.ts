import type { Request, Response } from 'express'
import type { Messages } from './messages/en.ts'
import type { Rmm } from './rmm.ts'

/** What RMM itself has just done. */
export type SaidCode = keyof Messages['said']

type Named = Pick<Rmm, 'cookie'>

/** Leaves it for the next page of this browser; a cookie does, as anyone can send a person an address. */
export function leaveSaid({ cookie }: Named, response: Response, code: SaidCode): void {
  response.append('Set-Cookie', `${nameOf(cookie)}=${code}; Max-Age=60; ${cookie.attributes}`)
}

/** Takes it, so that it is said once. */
export function takeSaid({ cookie, messages }: Pick<Rmm, 'cookie' | 'messages'>, request: Request, response: Response) {
  const value = new RegExp(`(?:^|;\\s*)${nameOf(cookie)}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1]
  if (value === undefined) return null
  response.append('Set-Cookie', `${nameOf(cookie)}=; Max-Age=0; ${cookie.attributes}`)
  return isCode(messages, value) ? value : null
}

function nameOf({ name }: Rmm['cookie']): string {
  return name.replace('session', 'said')
}

function isCode({ said }: Messages, text: string): text is SaidCode {
  return Object.hasOwn(said, text)
}
