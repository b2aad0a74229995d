import { Router } from 'express'
import type { Request } from 'express'
import { field, wordTry } from './answers.ts'
import { tryPassword } from './passwords.ts'
import { findCompany, requestInvitation } from './people.ts'
import type { Person } from './people.ts'
import type { Rmm } from './rmm.ts'
import { forAdmins, forPeople } from './visits.ts'
import type { Visit } from './visits.ts'

/** The pages on which people link themselves and their company, and end it again. */
export function linkPages(rmm: Rmm): Router {
  const { db, signOn, pages, settingsPath } = rmm
  const router = Router()

  const mySettings = forPeople(rmm, async ({ viewer, person, banner }, _request, response) => {
    const [own, company] = [await signOn.userState(person.id), await signOn.tenantState(person.tenant_id)]
    response.send(pages.mySettings(viewer, { own, company }, banner).toString())
  })
  const askToDisable = forPeople(rmm, ({ viewer }, _request, response) => {
    response.send(pages.disable(viewer, null).toString())
  })
  const disable = forPeople(rmm, async ({ viewer, person, session }, request, response) => {
    const refused = await provePassword(person, request)
    if (refused !== null) {
      response.status(refused.status).send(pages.disable(viewer, refused.banner).toString())
      return
    }
    const { cookies } = await signOn.unlinkUser(session)
    response.append('Set-Cookie', [...cookies]).redirect(303, '/my-settings?said=disabled')
  })

  const settings = forAdmins(rmm, async ({ viewer, person, banner }, _request, response) => {
    const state = await signOn.tenantState(person.tenant_id)
    const company = await findCompany(db, person.tenant_id)
    const invitationRequested = typeof company?.invitation_requested_at === 'number'
    const moduleUrls = `${rmm.issuer}/admin-settings/module-urls`
    if (state.state === 'connecting') response.set('Refresh', '2')
    const { ailment } = await signOn.health()
    const trouble = ailment && { kind: 'refused' as const, text: rmm.messages.settings.hubTrouble(ailment.check) }
    response.send(pages.settings(viewer, { state, invitationRequested, moduleUrls }, banner ?? trouble).toString())
  })
  const askForInvitation = forAdmins(rmm, async ({ person }, _request, response) => {
    await requestInvitation(db, person.tenant_id, Date.now())
    response.redirect(303, settingsPath)
  })
  const askToSwitchOff = forAdmins(rmm, async (visit, _request, response) => {
    response.send(pages.switchOff(visit.viewer, await endsOf(visit), null).toString())
  })
  const switchOff = forAdmins(rmm, async (visit, request, response) => {
    const refused = await provePassword(visit.person, request)
    if (refused !== null) {
      response
        .status(refused.status)
        .send(pages.switchOff(visit.viewer, await endsOf(visit), refused.banner).toString())
      return
    }
    const { cookies } = await signOn.switchOff(visit.session)
    response.append('Set-Cookie', [...cookies]).redirect(303, `${settingsPath}?said=switched_off`)
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
  async function provePassword(person: Person, request: Request) {
    const tried = await tryPassword(rmm, request, { person, typed: '', password: field(request, 'password') })
    if (tried.outcome === 'right') return null
    const { status, text } = wordTry(rmm, tried, rmm.messages.password.wrong)
    return { status, banner: { kind: 'refused', text } as const }
  }

  async function endsOf({ person }: Visit) {
    const { linkedUserIds, sessions } = await signOn.previewSwitchOff(person.tenant_id)
    return { links: linkedUserIds.length, sessions }
  }
}
