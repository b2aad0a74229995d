import { assetResponse, href } from '@lanyard/ui'
import { showActivity } from './activity/activity.ts'
import { showOverview } from './admin-settings/admin-settings.ts'
import { showSessionLimits, takeSessionLimits } from './admin-settings/session-limits.ts'
import { exportAudit, showAudit } from './audit/audit.ts'
import { accountStep } from './ceremony/account-step.ts'
import { takeAnotherAccount } from './ceremony/another-account.ts'
import { codeStep, recoveryCodeStep } from './ceremony/code-step.ts'
import { connectStep } from './ceremony/connect-step.ts'
import { consentStep } from './ceremony/consent-step.ts'
import { enrolStep, recoveryCodesStep } from './ceremony/enrol-step.ts'
import { lostFactorStep } from './ceremony/lost-factor-step.ts'
import { leave } from './ceremony/go-on.ts'
import { joinStep } from './ceremony/join-step.ts'
import { organizationStep } from './ceremony/organization-step.ts'
import { showPasskey, takePasskey } from './ceremony/passkey-step.ts'
import { passwordStep } from './ceremony/password-step.ts'
import { refusedStep } from './ceremony/refused-step.ts'
import { standingStep } from './ceremony/standing-step.ts'
import { showKept } from './give-back/show-kept.ts'
import { showConnections, showDisconnect, takeDisconnect } from './connections/connections.ts'
import { showMail, showPhones } from './demo/demo.ts'
import { showConfirmEmail, showEmail, takeCancel, takeConfirmEmail, takeEmail } from './email/email.ts'
import { showInvitation, takeInvitation } from './invitations/invitation.ts'
import { hideFirstSteps } from './launcher/first-steps.ts'
import { showLaunch, showLauncher } from './launcher/launcher.ts'
import { showLogout, showLogouts, streamLogout } from './logouts/logouts.ts'
import { showChange, takeChange } from './members/change-member.ts'
import { exportMembers } from './members/export-members.ts'
import { showImport, takeImport } from './members/import-members.ts'
import { showList, takeInvitee, takeRenewal } from './members/members.ts'
import { showReset, takeReset } from './members/reset-second-factor.ts'
import { organizationUrls, ownUrls } from './module-urls/module-urls.ts'
import { showOrganizations, takeOrganization } from './organization/organization.ts'
import type { Page } from './page.ts'
import { showChangePassword, takeChangePassword } from './passwords/change-password.ts'
import { showForgotPassword, takeForgotPassword } from './passwords/forgot-password.ts'
import { showResetPassword, takeResetPassword } from './passwords/reset-password.ts'
import { showProducts, showUnlink, takeBack, takeUnlink } from './products/products.ts'
import { showProfile, takeDetails } from './profile/profile.ts'
import { routes } from './routes.ts'
import { showNewAuthenticator, takeNewAuthenticator } from './security/add-authenticator.ts'
import { showNewPasskey, takeNewPasskey } from './security/add-passkey.ts'
import { showRemove, showRename, takeRemove, takeRename } from './security/change-factor.ts'
import { showFactors, showNewCodes, takeNewCodes } from './security/security.ts'
import { endAll, endOne, endOthers, showSessions } from './sessions/sessions.ts'
import { arrive, beginSignIn, endOwnSession, showLoggedOut } from './sign-in/sign-in.ts'
import { showUsername, takeUsername } from './username/username.ts'

const { ceremony, adminSettings, profileSettings } = routes

/**
 * Every address of the hub's pages, who may see it, and what answers. Of two patterns that fit an address, the first
 * answers.
 */
export const pages: readonly Page[] = [
  {
    path: routes.assets,
    viewer: 'visitor',
    GET: (c, site) => assetResponse(site.assets, c.req.raw) ?? c.notFound(),
  },
  {
    path: routes.wellKnownPassword,
    viewer: 'visitor',
    GET: (c) => c.redirect(href(profileSettings.password), 303),
  },

  { path: routes.login, viewer: 'visitor', GET: beginSignIn },
  { path: routes.signedIn, viewer: 'visitor', GET: arrive },
  { path: routes.logout, viewer: 'visitor', GET: (c) => c.redirect('/oidc/logout', 303), POST: endOwnSession },
  { path: routes.loggedOut, viewer: 'visitor', GET: showLoggedOut },
  { path: routes.forgotPassword, viewer: 'visitor', GET: showForgotPassword, POST: takeForgotPassword },
  { path: routes.resetPassword, viewer: 'visitor', GET: showResetPassword, POST: takeResetPassword },
  { path: routes.confirmEmail, viewer: 'visitor', GET: showConfirmEmail, POST: takeConfirmEmail },
  { path: routes.invitation, viewer: 'visitor', GET: showInvitation, POST: takeInvitation },
  { path: routes.demo.phones, viewer: 'demo', GET: showPhones },
  { path: routes.demo.mail, viewer: 'demo', GET: showMail },

  { path: ceremony.password, viewer: 'login', ...passwordStep },
  { path: ceremony.code, viewer: 'login', ...codeStep },
  { path: ceremony.recoveryCode, viewer: 'login', ...recoveryCodeStep },
  { path: ceremony.lostFactor, viewer: 'login', ...lostFactorStep },
  { path: ceremony.standing, viewer: 'login', ...standingStep },
  { path: ceremony.passkey, viewer: 'login', GET: showPasskey, POST: takePasskey },
  { path: ceremony.enrol, viewer: 'login', ...enrolStep },
  { path: ceremony.recoveryCodes, viewer: 'login', ...recoveryCodesStep },
  { path: ceremony.account, viewer: 'login', ...accountStep },
  { path: ceremony.organization, viewer: 'login', ...organizationStep },
  { path: ceremony.join, viewer: 'login', ...joinStep },
  { path: ceremony.connect, viewer: 'login', ...connectStep },
  { path: ceremony.consent, viewer: 'login', ...consentStep },
  { path: ceremony.refused, viewer: 'login', ...refusedStep },
  { path: ceremony.anotherAccount, viewer: 'login', POST: takeAnotherAccount },
  { path: ceremony.back, viewer: 'login', GET: leave },

  { path: routes.organization, viewer: 'account', GET: showOrganizations, POST: takeOrganization },

  { path: routes.kept, viewer: 'member', GET: showKept },
  { path: routes.home, viewer: 'member', GET: showLauncher },
  { path: routes.hideFirstSteps, viewer: 'master', POST: hideFirstSteps },
  { path: routes.launch, viewer: 'member', GET: showLaunch },

  { path: adminSettings.home, viewer: 'master', GET: showOverview },
  {
    path: adminSettings.sessions,
    viewer: 'master',
    GET: showSessionLimits,
    POST: takeSessionLimits,
  },
  { path: adminSettings.members, viewer: 'master', GET: showList, POST: takeInvitee },
  { path: adminSettings.exportMembers, viewer: 'master', GET: exportMembers },
  { path: adminSettings.importMembers, viewer: 'master', GET: showImport, POST: takeImport },
  { path: adminSettings.renewInvitations, viewer: 'master', POST: takeRenewal },
  { path: adminSettings.resetSecondFactor, viewer: 'master', GET: showReset, POST: takeReset },
  { path: adminSettings.changeMember, viewer: 'master', GET: showChange, POST: takeChange },
  { path: adminSettings.moduleUrls, viewer: 'master', GET: organizationUrls.show, POST: organizationUrls.take },
  { path: adminSettings.repairModuleUrl, viewer: 'master', POST: organizationUrls.repair },
  { path: adminSettings.connections, viewer: 'master', GET: showConnections },
  { path: adminSettings.disconnect, viewer: 'master', GET: showDisconnect, POST: takeDisconnect },
  { path: adminSettings.logouts, viewer: 'master', GET: showLogouts },
  { path: adminSettings.logout, viewer: 'master', GET: showLogout },
  { path: adminSettings.logoutStream, viewer: 'master', GET: streamLogout },
  { path: adminSettings.audit, viewer: 'master', GET: showAudit },
  { path: adminSettings.exportAudit, viewer: 'master', GET: exportAudit },

  { path: profileSettings.home, viewer: 'member', GET: showProfile },
  {
    path: profileSettings.details,
    viewer: 'member',
    GET: (c) => c.redirect(href(profileSettings.home), 303),
    POST: takeDetails,
  },
  { path: profileSettings.username, viewer: 'member', GET: showUsername, POST: takeUsername },
  { path: profileSettings.email, viewer: 'member', GET: showEmail, POST: takeEmail },
  { path: profileSettings.cancelEmail, viewer: 'member', POST: takeCancel },
  { path: profileSettings.security, viewer: 'member', GET: showFactors },
  { path: profileSettings.password, viewer: 'member', GET: showChangePassword, POST: takeChangePassword },
  { path: profileSettings.addAuthenticator, viewer: 'member', GET: showNewAuthenticator, POST: takeNewAuthenticator },
  { path: profileSettings.addPasskey, viewer: 'member', GET: showNewPasskey, POST: takeNewPasskey },
  { path: profileSettings.renameFactor, viewer: 'member', GET: showRename, POST: takeRename },
  { path: profileSettings.removeFactor, viewer: 'member', GET: showRemove, POST: takeRemove },
  { path: profileSettings.recoveryCodes, viewer: 'member', GET: showNewCodes, POST: takeNewCodes },
  { path: profileSettings.sessions, viewer: 'member', GET: showSessions },
  { path: profileSettings.endSession, viewer: 'member', POST: endOne },
  { path: profileSettings.endOtherSessions, viewer: 'member', POST: endOthers },
  { path: profileSettings.endAllSessions, viewer: 'member', POST: endAll },
  { path: profileSettings.products, viewer: 'member', GET: showProducts },
  { path: profileSettings.unlinkProduct, viewer: 'member', GET: showUnlink, POST: takeUnlink },
  { path: profileSettings.takeBackAccess, viewer: 'member', POST: takeBack },
  { path: profileSettings.moduleUrls, viewer: 'member', GET: ownUrls.show, POST: ownUrls.take },
  { path: profileSettings.repairModuleUrl, viewer: 'member', POST: ownUrls.repair },
  { path: profileSettings.activity, viewer: 'member', GET: showActivity },
]
