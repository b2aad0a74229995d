import { Router } from 'express'
import { field } from './answers.ts'
import { isPasswordOf, findCompany, requestInvitation } from './people.ts'
import type { Rmm } from './rmm.ts'
import { forAdmins, forPeople } from './visits.ts'
import type { Visit } from './visits.ts'

/** The pages on which people link themselves and their company, and end it again. */
export function linkPages(rmm: Rmm): Router {
  const { db, signOn, pages, settingsPath } = rmm
  const router = Router()
  const wrongPassword = { kind: 'refused', text: rmm.messages.password.wrong } as const

  const mySettings = forPeople(rmm, async ({ viewer, person, banner }, _request, response) => {
    response.send(pages.mySettings(viewer, await signOn.userState(person.id), banner).toString())
  })
  const askToDisable = forPeople(rmm, ({ viewer }, _request, response) => {
    response.send(pages.disable(viewer, null).toString())
  })
  const disable = forPeople(rmm, async ({ viewer, person, session }, request, response) => {
    if (!(await isPasswordOf(person, field(request, 'password')))) {
      response.status(401).send(pages.disable(viewer, wrongPassword).toString())
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
    response.send(pages.settings(viewer, { state, invitationRequested, moduleUrls }, banner).toString())
  })
  const askForInvitation = forAdmins(rmm, async ({ person }, _request, response) => {
    await requestInvitation(db, person.tenant_id, Date.now())
    response.redirect(303, settingsPath)
  })
  const askToSwitchOff = forAdmins(rmm, async (visit, _request, response) => {
    response.send(pages.switchOff(visit.viewer, await endsOf(visit), null).toString())
  })
  const switchOff = forAdmins(rmm, async (visit, request, response) => {
    if (!(await isPasswordOf(visit.person, field(request, 'password')))) {
      response.status(401).send(pages.switchOff(visit.viewer, await endsOf(visit), wrongPassword).toString())
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

  async function endsOf({ person }: Visit) {
    const { linkedUserIds, sessions } = await signOn.previewSwitchOff(person.tenant_id)
    return { links: linkedUserIds.length, sessions }
  }
}
