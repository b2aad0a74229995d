import { localPath } from '@lanyard/guard'
import { href } from '@lanyard/ui'
import { logIn } from '../../login/log-in.ts'
import { leadsToLinkNow } from '../../sign-on/link-now.ts'
import { readForm } from '../form.ts'
import { whoIs } from '../guards.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orTell } from '../telling.ts'
import type { Visit } from '../visit.ts'
import { loginPage } from './login-page.ts'

export function showLogin(site: Site, visit: Visit): Promise<Response> {
  const { searchParams } = visit.url
  return loginPage(site, {
    next: localPath(site.config.origin, searchParams.get('next')),
    notice: searchParams.get('notice'),
    done: searchParams.get('done'),
  })
}

export async function takeLogin(site: Site, visit: Visit): Promise<Response> {
  const form = await readForm(visit.request)
  const typed = { company: form.text('company'), username: form.text('username') }
  const next = localPath(site.config.origin, form.text('next') || null)
  const notice = form.text('notice') || null
  return orTell(
    site,
    visit,
    async () => {
      const replaces = (await whoIs(site, visit))?.visit.session.id ?? null
      const { source, browser } = visit
      const input = { ...typed, password: form.text('password'), source, browser, replaces }
      const cookies = await logIn(site, input)
      return seeOther((await leadsToLinkNow(site, notice)) ?? next ?? href(routes.home), cookies)
    },
    (told) => loginPage(site, { ...typed, next, notice, told }),
  )
}
