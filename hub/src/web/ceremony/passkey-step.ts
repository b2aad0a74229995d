import { wantsJson } from '@lanyard/running'
import type { Context } from 'hono'
import { prove, proveByPasskey } from '../../people/ceremonies/advance.ts'
import type { AccountId } from '../../ids.ts'
import { beginAssertion } from '../../people/passkeys/begin-assertion.ts'
import { finishAssertion } from '../../people/passkeys/finish-assertion.ts'
import type { Refusal } from '../../refusal.ts'
import { readForm } from '../forms.ts'
import { orShow } from '../or-show.ts'
import type { Site } from '../site.ts'
import type { CeremonyEnv } from './ceremony.ts'
import { showCode } from './code-step.ts'
import { findNextPage } from './next-page.ts'
import { goOn, next } from './go-on.ts'
import { hintedUsername, showPassword } from './password-step.ts'
import type { CeremonyRequest } from './step.ts'

interface PasskeyRequest extends CeremonyRequest {
  /** Whose password was right; null on the login page, where the passkey says who it is. */
  readonly account: AccountId | null
}

/**
 * A passkey in place of password and code, or of the code. The page's script fetches what it has to sign and sends the
 * answer as a form, so that the browser goes on, or is told why not, as from every other page. From any other page than
 * these two it is sent to the one that is due.
 */
export async function showPasskey(c: Context<CeremonyEnv>, site: Site): Promise<Response> {
  const request = await open(c, site)
  if (request instanceof Response) return request
  const { ceremony, account } = request
  if (!wantsJson(c.req.header('accept'))) return next(request)
  return c.json(await beginAssertion(site.hub, { login: ceremony.uid, account }))
}

export async function takePasskey(c: Context<CeremonyEnv>, site: Site): Promise<Response> {
  const request = await open(c, site)
  if (request instanceof Response) return request
  const { ceremony, account } = request
  const answer = (await readForm(c)).get('passkey')
  const reached = await orShow(
    request,
    async () => {
      const at = site.hub.now()
      const passkey = await finishAssertion(site.hub, { login: ceremony.uid, account, answer })
      const proof = {
        account: passkey.account,
        at,
        secondFactor: passkey.isSynced ? 'synced_passkey' : 'passkey',
      } as const
      return (account === null ? proveByPasskey : prove)(site.hub, ceremony.uid, proof)
    },
    (refusal) => show(request, refusal),
  )
  return reached instanceof Response ? reached : next(request, reached)
}

async function open(c: Context<CeremonyEnv>, site: Site): Promise<PasskeyRequest | Response> {
  const { ceremony } = c.var
  const due = await findNextPage(site, ceremony)
  const { progress } = ceremony
  // A passkey says whose it is only once it has signed, so it is taken though another tab has logged in meanwhile.
  const isFirst = due.page === 'password' || (due.page === 'standing' && progress.step === 'unknown')
  if (isFirst) return { c, site, ceremony, account: null }
  if (due.page === 'code' && progress.step === 'identified') return { c, site, ceremony, account: progress.account }
  return goOn(c, site, ceremony, due)
}

function show(request: PasskeyRequest, refusal: Refusal): Response | Promise<Response> {
  return request.account === null
    ? showPassword(request, hintedUsername(request), { refusal })
    : showCode(request, refusal)
}
