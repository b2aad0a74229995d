import { Router } from 'express'
import type { Request, Response } from 'express'
import { answerTry, field } from './answers.ts'
import { tryPassword } from './passwords.ts'
import { findCompany, requestInvitation } from './people.ts'
import type { Person } from './people.ts'
import type { Rmm } from './rmm.ts'
import { leaveSaid } from './said.ts'
import { forAdmins, forPeople, takeBanner } from './visits.ts'
import type { Visit } from './visits.ts'

/** The pages on which people link themselves and their company, and end it again. */
export function linkPages(rmm: Rmm): Router {
  const { db, signOn, pages, settingsPath } = rmm
  const router = Router()

  const mySettings = forPeople(rmm, async ({ viewer, person, session }, request, response) => {
    const banner = await takeBanner(rmm, [request, response], session)
    const [own, company] = [await signOn.userState(person.id), await signOn.tenantState(person.tenant_id)]
    response.send(pages.mySettings(viewer, { own, company }, banner).toString())
  })
  const askToDisable = forPeople(rmm, ({ viewer }, _request, response) => {
    response.send(pages.disable(viewer, {}).toString())
  })
  const disable = forPeople(rmm, async ({ viewer, person, session }, request, response) => {
    const refused = await provePassword(person, request, response)
    if (refused !== null) {
      response.send(pages.disable(viewer, refused).toString())
      return
    }
    const { cookies } = await signOn.unlinkUser(session)
    leaveSaid(rmm, response, 'disabled')
    response.append('Set-Cookie', [...cookies]).redirect(303, '/my-settings')
  })

  const settings = forAdmins(rmm, async ({ viewer, person, session }, request, response) => {
    const state = await signOn.tenantState(person.tenant_id)
    const banner = await takeBanner(rmm, [request, response], session)
    const company = await findCompany(db, person.tenant_id)
    const invitationRequested = typeof company?.invitation_requested_at === 'number'
    const moduleUrls = `${rmm.issuer}/admin-settings/module-urls`
    if (state.state === 'connecting') response.set('Refresh', '2')
    const { ailment } = await signOn.health()
    const trouble = ailment && { weight: 'alert' as const, text: rmm.messages.settings.hubTrouble(ailment.check) }
    response.send(pages.settings(viewer, { state, invitationRequested, moduleUrls }, banner ?? trouble).toString())
  })
  const askForInvitation = forAdmins(rmm, async ({ person }, _request, response) => {
    await requestInvitation(db, person.tenant_id, Date.now())
    response.redirect(303, settingsPath)
  })
  const askToSwitchOff = forAdmins(rmm, async (visit, _request, response) => {
    response.send(pages.switchOff(visit.viewer, await endsOf(visit), {}).toString())
  })
  const switchOff = forAdmins(rmm, async (visit, request, response) => {
    const refused = await provePassword(visit.person, request, response)
    if (refused !== null) {
      response.send(pages.switchOff(visit.viewer, await endsOf(visit), refused).toString())
      return
    }
    const { cookies } = await signOn.switchOff(visit.session)
    leaveSaid(rmm, response, 'switched_off')
    response.append('Set-Cookie', [...cookies]).redirect(303, settingsPath)
  })

  router.get('/my-settings', mySettings)
  router.get('/my-settings/disable', askToDisable)
  router.post('/my-settings/disable', disable)
  router.get(settingsPath, settings)
  router.post(`${settingsPath}/request-invitation`, askForInvitation)
  router.get(`${settingsPath}/switch-off`, askToSwitchOff)
  router.post(`${settingsPath}/switch-off`, switchOff)
  return router

  /** Proof before something ends. @returns null where it was given */
  async function provePassword(person: Person, request: Request, response: Response) {
    const tried = await tryPassword(rmm, request, { person, typed: '', password: field(request, 'password') })
    if (tried.outcome === 'right') return null
    return answerTry(rmm, response, tried, rmm.messages.password.wrong)
  }

  async function endsOf({ person }: Visit) {
    const { linkedUserIds, sessions } = await signOn.previewSwitchOff(person.tenant_id)
    return { links: linkedUserIds.length, sessions }
  }
}
