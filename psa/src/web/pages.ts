import { showDisable, takeDisable } from '../sign-on/disable/disable.ts'
import { showMySettings, takePasswordChange, takePasswordLink } from '../sign-on/my-settings/my-settings.ts'
import { showSettings, takeLocalSessions, takePolicy, takeRequest } from '../sign-on/settings/settings.ts'
import { showSwitchOff, takeSwitchOff } from '../sign-on/switch-off/switch-off.ts'
import { showAdmin, showCompanySettings, showMyCompany } from './admin/admin.ts'
import { exportAudit, showAudit } from './audit/audit.ts'
import { showDemoMail } from './demo-mail/demo-mail.ts'
import {
  showDeactivate,
  showDelete,
  showEmployees,
  takeActivate,
  takeDeactivate,
  takeDelete,
  takeNewEmployee,
} from './employees/employees.ts'
import {
  showForgotPassword,
  showPortalForgotPassword,
  takeForgotPassword,
  takePortalForgotPassword,
} from './forgot-password/forgot-password.ts'
import { showHome } from './home/home.ts'
import { showKept, showPortalKept } from './kept/show-kept.ts'
import { logOut } from './log-out/log-out.ts'
import { showLogin, takeLogin } from './login/login.ts'
import { showPortal, takePortalTicket } from './portal/portal.ts'
import { showPortalLogin, takePortalLogin } from './portal-login/portal-login.ts'
import { showPortalTicket, takePortalReply } from './portal-ticket/portal-ticket.ts'
import { showProve, takeProve } from './prove/prove.ts'
import { showResetPassword, takeResetPassword } from './reset-password/reset-password.ts'
import { showTicket, takeClose, takeReply } from './ticket/ticket.ts'
import { showTickets, takeNewTicket } from './tickets/tickets.ts'
import type { Page } from './page.ts'
import { routes } from './routes.ts'

/** Every address of the PSA's pages, who may see it, and what answers. */
export const pages: readonly Page[] = [
  { path: routes.login, viewer: 'visitor', GET: showLogin, POST: takeLogin },
  { path: routes.logOut, viewer: 'visitor', POST: logOut },
  { path: routes.forgotPassword, viewer: 'visitor', GET: showForgotPassword, POST: takeForgotPassword },
  { path: routes.resetPassword, viewer: 'visitor', GET: showResetPassword, POST: takeResetPassword },
  { path: routes.demoMail, viewer: 'visitor', GET: showDemoMail },

  { path: routes.home, viewer: 'employee', GET: showHome },
  { path: routes.kept, viewer: 'employee', GET: showKept },
  { path: routes.tickets, viewer: 'employee', GET: showTickets, POST: takeNewTicket },
  { path: routes.ticket, viewer: 'employee', GET: showTicket },
  { path: routes.replyToTicket, viewer: 'employee', POST: takeReply },
  { path: routes.closeTicket, viewer: 'employee', POST: takeClose },
  { path: routes.prove, viewer: 'employee', GET: showProve, POST: takeProve },
  { path: routes.mySettings, viewer: 'employee', GET: showMySettings },
  { path: routes.changePassword, viewer: 'employee', POST: takePasswordChange },
  { path: routes.mailPasswordLink, viewer: 'employee', POST: takePasswordLink },
  { path: routes.disable, viewer: 'employee', GET: showDisable, POST: takeDisable },

  { path: routes.admin, viewer: 'admin', GET: showAdmin },
  { path: routes.myCompany, viewer: 'admin', GET: showMyCompany },
  { path: routes.companySettings, viewer: 'admin', GET: showCompanySettings },
  { path: routes.employees, viewer: 'admin', GET: showEmployees, POST: takeNewEmployee },
  { path: routes.deactivateEmployee, viewer: 'admin', GET: showDeactivate, POST: takeDeactivate },
  { path: routes.activateEmployee, viewer: 'admin', POST: takeActivate },
  { path: routes.deleteEmployee, viewer: 'admin', GET: showDelete, POST: takeDelete },
  { path: routes.audit, viewer: 'admin', GET: showAudit },
  { path: routes.exportAudit, viewer: 'admin', GET: exportAudit },
  { path: routes.hubSettings, viewer: 'hubAdmin', GET: showSettings },
  { path: routes.switchOff, viewer: 'hubAdmin', GET: showSwitchOff, POST: takeSwitchOff },
  { path: routes.whoMayLink, viewer: 'hubAdmin', POST: takePolicy },
  { path: routes.localSessions, viewer: 'hubAdmin', POST: takeLocalSessions },
  { path: routes.requestInvitation, viewer: 'hubAdmin', POST: takeRequest },

  { path: routes.portalLogin, viewer: 'visitor', GET: showPortalLogin, POST: takePortalLogin },
  {
    path: routes.portalForgotPassword,
    viewer: 'visitor',
    GET: showPortalForgotPassword,
    POST: takePortalForgotPassword,
  },
  { path: routes.portal, viewer: 'contact', GET: showPortal },
  { path: routes.portalKept, viewer: 'contact', GET: showPortalKept },
  { path: routes.portalTickets, viewer: 'contact', POST: takePortalTicket },
  { path: routes.portalTicket, viewer: 'contact', GET: showPortalTicket },
  { path: routes.portalReply, viewer: 'contact', POST: takePortalReply },
]
