import { Router } from 'express'
import { localPath } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import { wordKey } from '@lanyard/text'
import { answerTry, field } from './answers.ts'
import { findKeptAct, forgetHere, rememberHere, explainLogin } from './kept.ts'
import { listDevices } from './devices.ts'
import { findByName } from './people.ts'
import { rememberBrowser, tryPassword } from './passwords.ts'
import type { Rmm } from './rmm.ts'
import { leaveSaid, type SaidCode } from './said.ts'
import { beginSession, endSession, forgetCookie } from './sessions.ts'
import { findVisit, forPeople, takeBanner } from './visits.ts'
import type { Visit } from './visits.ts'

/** What RMM would be without the hub: its login and its devices. */
export function localPages(rmm: Rmm): Router {
  const { db, pages, messages, cookie } = rmm
  const router = Router()

  router.get('/login', async (request, response) => {
    const banner = await takeBanner(rmm, [request, response], null)
    // A user who came from the hub without a link logs in once, and goes straight to where it is made (A24).
    const then = banner?.code === 'user_not_linked' ? '/my-settings' : pathTo(request.query['then'])
    const code = banner?.code
    const isThere = code === 'logged_out_here' || code === 'still_logged_in'
    const offer = isThere ? messages.login.stillThere : code === 'logged_out_linked' && messages.login.maybeThere
    const everywhere = offer !== false && (await rmm.signOn.canLogOutEverywhere()) ? offer : undefined
    const why = await explainLogin(rmm, request)
    response.send(pages.login(banner, { then, everywhere, why }).toString())
  })

  router.post('/login', async (request, response) => {
    const given = { company: field(request, 'company'), username: field(request, 'username') }
    const then = pathTo(field(request, 'then'))
    const person = await findByName(db, given)
    const typed = JSON.stringify([wordKey(given.company), wordKey(given.username)])
    const tried = await tryPassword(rmm, request, { person, typed, password: field(request, 'password') })
    if (person === null || tried.outcome !== 'right') {
      const { banner, wrong } = answerTry(rmm, response, tried, messages.login.invalid)
      const why = await explainLogin(rmm, request)
      response.send(pages.login(banner ?? null, { then, wrong, why, ...given }).toString())
      return
    }
    const former = await findVisit(rmm, request)
    const cookies = await inTransaction({ db }, async (tx) => {
      if (former !== null) await leave(tx, former)
      const session = { tenantId: person.tenant_id, userId: person.id, productSessionId: null, replaces: null }
      const begun = await beginSession(tx.db, cookie, session)
      return [...begun.cookies, await rememberBrowser({ ...rmm, db: tx.db }, request, person.id)]
    })
    rmm.log.info({ event: 'logged_in', tenant: person.tenant_id, user: person.id })
    await rememberHere(rmm, [request, response], person.id)
    response.append('Set-Cookie', cookies).redirect(303, then)
  })

  router.post('/logout', async (request, response) => {
    const visit = await findVisit(rmm, request)
    if (visit !== null) await inTransaction({ db }, (tx) => leave(tx, visit))
    await forgetHere(rmm, [request, response])
    leaveSaid(rmm, response, visit === null ? 'logged_out' : await saidOf(visit))
    response.append('Set-Cookie', forgetCookie(cookie)).redirect(303, '/login')
  })

  const home = forPeople(rmm, async ({ viewer, person, session }, request, response) => {
    const banner = await takeBanner(rmm, [request, response], session)
    response.send(pages.devices(viewer, await listDevices(db, person.tenant_id), banner).toString())
  })
  const kept = forPeople(rmm, async ({ viewer, person }, request, response) => {
    const found = await findKeptAct(rmm, request, person.id)
    response.status(found === null ? 404 : 200).send(pages.kept(viewer, found).toString())
  })
  router.get('/', home)
  router.get('/kept/:form', kept)
  return router

  /** A page of RMM's own, whatever was sent (T18). */
  function pathTo(asked: unknown): string {
    return localPath(rmm.origin, typeof asked === 'string' ? asked : null) ?? '/'
  }

  /** A person who came through the hub, or was there to link their account, stays logged in there: the login page says so. */
  async function saidOf({ session, person }: Visit): Promise<SaidCode> {
    if (session.productSessionId !== null) return 'logged_out_here'
    return (await rmm.signOn.userState(person.id)).state === 'linked' ? 'logged_out_linked' : 'logged_out'
  }

  /** Ends a session, and the kit's row that it lives with, in one commit. */
  async function leave(tx: Pick<Rmm, 'db'>, { session }: Visit): Promise<void> {
    await endSession(tx.db, session.id)
    if (session.productSessionId !== null) await rmm.signOn.endSession(tx.db, session.productSessionId)
  }
}
