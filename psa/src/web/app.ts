import { tidyPath } from '@lanyard/guard'
import { assetResponse, href } from '@lanyard/ui'
import { type Handler, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from '../refusal.ts'
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
import { errorResponse } from './error/error-page.ts'
import {
  showForgotPassword,
  showPortalForgotPassword,
  takeForgotPassword,
  takePortalForgotPassword,
} from './forgot-password/forgot-password.ts'
import { admin, contact, employee, type Env, hubAdmin, visitor } from './guards.ts'
import { showHome } from './home/home.ts'
import { logOut } from './log-out/log-out.ts'
import { showLogin, takeLogin } from './login/login.ts'
import { showPortal, takePortalTicket } from './portal/portal.ts'
import { showPortalLogin, takePortalLogin } from './portal-login/portal-login.ts'
import { showPortalTicket, takePortalReply } from './portal-ticket/portal-ticket.ts'
import { LARGEST_BODY, protectionHeaders, refuseForeignHost, refuseForeignOrigin, refuseNul } from './protection.ts'
import { showProve, takeProve } from './prove/prove.ts'
import { showResetPassword, takeResetPassword } from './reset-password/reset-password.ts'
import { routes } from './routes.ts'
import { seeOther, type Site } from './site.ts'
import { showTicket, takeClose, takeReply } from './ticket/ticket.ts'
import { showTickets, takeNewTicket } from './tickets/tickets.ts'

/** Everything that a deployment answers, Request → Response. */
export function createApp(site: Site): Hono<Env> {
  const app = new Hono<Env>()
  protect(app, site)
  app.get(routes.assets, ({ req }) => {
    const response = assetResponse(site.assets, req.raw)
    if (!response) throw new Refusal('not_found')
    return response
  })
  app.all('/connect/*', async ({ req }) => {
    const response = await site.connect.handle(req.raw)
    if (!response) throw new Refusal('not_found')
    return response
  })
  addPages(app, site)
  app.get(routes.wellKnownPassword, () => seeOther(href(routes.mySettings)))
  app.notFound((context) => {
    const { pathname, search } = new URL(context.req.url)
    const tidied = tidyPath(pathname)
    if (context.req.method === 'GET' && tidied !== pathname) return context.redirect(tidied + search, 308)
    throw new Refusal('not_found')
  })
  return app
}

function protect(app: Hono<Env>, site: Site): void {
  const headers = Object.entries(protectionHeaders(site.config))
  app.use(async (context, next) => {
    await next()
    // Some answers, redirects among them, have headers that cannot be changed.
    const response = new Response(context.res.body, context.res)
    for (const [name, value] of headers) response.headers.set(name, value)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    context.res = undefined
    context.res = response
  })
  app.onError((error, { req }) => errorResponse(site, req.raw, error))
  app.use(async ({ req }, next) => {
    refuseNul(req.raw)
    refuseForeignHost(site.config, req.raw)
    // The kit checks its own state changes; what the hub sends comes from no page.
    if (!req.path.startsWith('/connect/')) refuseForeignOrigin(site.config, req.raw)
    await next()
  })
  const onError = () => {
    throw new Refusal('too_large')
  }
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError }))
}

type Methods = Readonly<Partial<Record<'GET' | 'POST', Handler<Env>>>>

function addPages(app: Hono<Env>, site: Site): void {
  for (const [path, methods] of Object.entries(pages(site))) {
    for (const [method, handler] of Object.entries(methods)) app.on(method, path, handler)
    app.all(path, () => {
      throw new Refusal('method_not_allowed')
    })
  }
}

function pages(site: Site): Readonly<Record<string, Methods>> {
  return {
    [routes.login]: { GET: visitor(site, showLogin), POST: visitor(site, takeLogin) },
    [routes.logOut]: { POST: visitor(site, logOut) },
    [routes.forgotPassword]: { GET: visitor(site, showForgotPassword), POST: visitor(site, takeForgotPassword) },
    [routes.resetPassword]: { GET: visitor(site, showResetPassword), POST: visitor(site, takeResetPassword) },
    [routes.demoMail]: { GET: visitor(site, showDemoMail) },

    [routes.home]: { GET: employee(site, showHome) },
    [routes.tickets]: { GET: employee(site, showTickets), POST: employee(site, takeNewTicket) },
    [routes.ticket]: { GET: employee(site, showTicket) },
    [routes.replyToTicket]: { POST: employee(site, takeReply) },
    [routes.closeTicket]: { POST: employee(site, takeClose) },
    [routes.prove]: { GET: employee(site, showProve), POST: employee(site, takeProve) },
    [routes.mySettings]: { GET: employee(site, showMySettings) },
    [routes.changePassword]: { POST: employee(site, takePasswordChange) },
    [routes.mailPasswordLink]: { POST: employee(site, takePasswordLink) },
    [routes.disable]: { GET: employee(site, showDisable), POST: employee(site, takeDisable) },

    [routes.admin]: { GET: admin(site, showAdmin) },
    [routes.myCompany]: { GET: admin(site, showMyCompany) },
    [routes.companySettings]: { GET: admin(site, showCompanySettings) },
    [routes.employees]: { GET: admin(site, showEmployees), POST: admin(site, takeNewEmployee) },
    [routes.deactivateEmployee]: { GET: admin(site, showDeactivate), POST: admin(site, takeDeactivate) },
    [routes.activateEmployee]: { POST: admin(site, takeActivate) },
    [routes.deleteEmployee]: { GET: admin(site, showDelete), POST: admin(site, takeDelete) },
    [routes.audit]: { GET: admin(site, showAudit) },
    [routes.exportAudit]: { GET: admin(site, exportAudit) },
    [routes.hubSettings]: { GET: hubAdmin(site, showSettings) },
    [routes.switchOff]: { GET: hubAdmin(site, showSwitchOff), POST: hubAdmin(site, takeSwitchOff) },
    [routes.whoMayLink]: { POST: hubAdmin(site, takePolicy) },
    [routes.localSessions]: { POST: hubAdmin(site, takeLocalSessions) },
    [routes.requestInvitation]: { POST: hubAdmin(site, takeRequest) },

    [routes.portalLogin]: { GET: visitor(site, showPortalLogin), POST: visitor(site, takePortalLogin) },
    [routes.portalForgotPassword]: {
      GET: visitor(site, showPortalForgotPassword),
      POST: visitor(site, takePortalForgotPassword),
    },
    [routes.portal]: { GET: contact(site, showPortal) },
    [routes.portalTickets]: { POST: contact(site, takePortalTicket) },
    [routes.portalTicket]: { GET: contact(site, showPortalTicket) },
    [routes.portalReply]: { POST: contact(site, takePortalReply) },
  }
}
