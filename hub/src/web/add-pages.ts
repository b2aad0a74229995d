import type { Hono } from 'hono'
import { addActivity } from './activity/activity.ts'
import { addAdminSettings } from './admin-settings/admin-settings.ts'
import { addAudit } from './audit/audit.ts'
import { addConnections } from './connections/connections.ts'
import { addDemo } from './demo/demo.ts'
import { addEmail } from './email/email.ts'
import { addInvitation } from './invitations/invitation.ts'
import { addLauncher } from './launcher/launcher.ts'
import { addLogOuts } from './log-outs/log-outs.ts'
import { addExport } from './members/export-members.ts'
import { addImport } from './members/import-members.ts'
import { addMembers } from './members/members.ts'
import { addResetSecondFactor } from './members/reset-second-factor.ts'
import { addModuleUrls } from './module-urls/module-urls.ts'
import { addOrganization } from './organization/organization.ts'
import { addProducts } from './products/products.ts'
import { addPasswords } from './passwords/add-passwords.ts'
import { addProfile } from './profile/profile.ts'
import { addSessions } from './sessions/sessions.ts'
import { addSecurity } from './security/security.ts'
import type { Site, SiteEnv } from './site.ts'

/** What people do at the hub once they are in; signing in and linking come from their own folders. */
export function addPages(app: Hono<SiteEnv>, site: Site): void {
  addLauncher(app, site)
  addOrganization(app, site)
  addProfile(app, site)
  addEmail(app, site)
  addSessions(app, site)
  addProducts(app, site)
  addActivity(app, site)
  addSecurity(app, site)
  addPasswords(app, site)
  addAdminSettings(app, site)
  // Before the buttons of the rows, whose pattern takes in its address.
  addResetSecondFactor(app, site)
  addMembers(app, site)
  addImport(app, site)
  addExport(app, site)
  addModuleUrls(app, site)
  addConnections(app, site)
  addLogOuts(app, site)
  addAudit(app, site)
  addInvitation(app, site)
  addDemo(app, site)
}
