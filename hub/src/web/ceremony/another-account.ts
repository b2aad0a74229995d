import type { Hono } from 'hono'
import { forget } from '../../people/ceremonies/advance.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { accountStep } from './account-step.ts'
import { openCeremony } from './ceremony.ts'
import { codeStep, recoveryCodeStep } from './code-step.ts'
import { connectStep } from './connect-step.ts'
import { consentStep } from './consent-step.ts'
import { enrolStep, recoveryCodesStep } from './enrol-step.ts'
import { leave, next } from './go-on.ts'
import { joinStep } from './join-step.ts'
import { organizationStep } from './organization-step.ts'
import { addPasskeyStep } from './passkey-step.ts'
import { passwordStep } from './password-step.ts'
import { refusedStep } from './refused-step.ts'
import { addStep } from './step.ts'

/** The pages of a login and of the linking ceremonies. All of them work without script, but for passkeys. */
export function addCeremony(app: Hono<SiteEnv>, site: Site): void {
  const { ceremony: paths } = routes
  addStep(app, site, { path: paths.password, page: 'password' }, passwordStep)
  addStep(app, site, { path: paths.code, page: 'code' }, codeStep)
  addStep(app, site, { path: paths.recoveryCode, page: 'code' }, recoveryCodeStep)
  addStep(app, site, { path: paths.enrol, page: 'enrol' }, enrolStep)
  addStep(app, site, { path: paths.recoveryCodes, page: 'recoveryCodes' }, recoveryCodesStep)
  addStep(app, site, { path: paths.account, page: 'account' }, accountStep)
  addStep(app, site, { path: paths.organization, page: 'organization' }, organizationStep)
  addStep(app, site, { path: paths.join, page: 'join' }, joinStep)
  addStep(app, site, { path: paths.connect, page: 'connect' }, connectStep)
  addStep(app, site, { path: paths.consent, page: 'consent' }, consentStep)
  addStep(app, site, { path: paths.refused, page: 'refused' }, refusedStep)
  addPasskeyStep(app, site)

  app.get(paths.back, async (c) => leave(c, site, await openCeremony(c, site)))
  app.post(paths.anotherAccount, async (c) => {
    const ceremony = await openCeremony(c, site)
    await beginAnew(site, ceremony.interaction)
    await forget(site.hub, ceremony.uid)
    return next(c, ceremony)
  })
}

/** The session that stands is not asked any more: the next person logs in. */
async function beginAnew({ provider }: Site, interaction: Awaited<ReturnType<Site['provider']['interactionDetails']>>) {
  const found = await provider.Interaction.find(interaction.uid)
  if (!found || found.prompt.name === 'login') return
  found.prompt = { name: 'login', reasons: ['another_account'], details: {} }
  await found.persist()
}
