import { localPath } from '@lanyard/guard'
import { href } from '@lanyard/ui'
import { logIn } from '../../login/log-in.ts'
import { readForm } from '../form.ts'
import { whoIs } from '../guards.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow } from '../worded-refusal.ts'
import type { Visit } from '../visit.ts'
import { loginPage } from './login-page.ts'

export function showLogin(site: Site, visit: Visit): Promise<Response> {
  return loginPage(site, visit, { next: localPath(site.config.origin, visit.url.searchParams.get('next')) })
}

export async function takeLogin(site: Site, visit: Visit): Promise<Response> {
  const form = await readForm(visit.request)
  const typed = { company: form.text('company'), username: form.text('username') }
  const next = localPath(site.config.origin, form.text('next') || null)
  const [unlinked] = form.all('unlinked')
  return orShow(
    site,
    visit,
    async () => {
      const replaces = (await whoIs(site, visit))?.visit.session.id ?? null
      const { source, browser } = visit
      const input = { ...typed, password: form.text('password'), source, browser, replaces }
      const cookies = await logIn(site, input)
      if (unlinked === undefined) return seeOther(next ?? href(routes.home), cookies)
      const linkNow = outcomeCookie(site, { linkNow: { account: unlinked || undefined } })
      return seeOther(href(routes.mySettings), [...cookies, linkNow])
    },
    (refused) => loginPage(site, visit, { ...typed, next, unlinked, refused }),
  )
}
