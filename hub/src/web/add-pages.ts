import type { Hono } from 'hono'
import { addActivity } from './activity/add-activity.ts'
import { addAdminSettings } from './admin-settings/add-admin-settings.ts'
import { addAudit } from './audit/add-audit.ts'
import { addConnections } from './connections/add-connections.ts'
import { addDemo } from './demo/add-demo.ts'
import { addEmail } from './email/add-email.ts'
import { addInvitation } from './invitations/add-invitation.ts'
import { addLauncher } from './launcher/add-launcher.ts'
import { addLogOuts } from './log-outs/add-log-outs.ts'
import { addExport } from './members/add-export.ts'
import { addImport } from './members/add-import.ts'
import { addMembers } from './members/add-members.ts'
import { addResetSecondFactor } from './members/add-reset-second-factor.ts'
import { addModuleUrls } from './module-urls/add-module-urls.ts'
import { addOrganization } from './organization/add-organization.ts'
import { addProducts } from './products/add-products.ts'
import { addPasswords } from './passwords/add-passwords.ts'
import { addProfile } from './profile/add-profile.ts'
import { addSessions } from './sessions/add-sessions.ts'
import { addSecurity } from './security/add-security.ts'
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
