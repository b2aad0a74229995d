import { breadcrumbs, href, html, pageHeading, type SectionLink, sectionLinks } from '@lanyard/ui'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { EmployeeVisit } from '../visit.ts'

/** The way down to a page of the admin's: Admin > My Company > Company Settings (A8). */
export function adminPath({ navigation }: Site['words'], ...last: string[]) {
  const all = [
    { label: navigation.admin, href: href(routes.admin) },
    { label: navigation.myCompany, href: href(routes.myCompany) },
    { label: navigation.companySettings, href: href(routes.companySettings) },
  ]
  return breadcrumbs({ items: [...all, ...last.map((label) => ({ label }))] })
}

export function showAdmin(site: Site, visit: EmployeeVisit): Promise<Response> {
  const { navigation, sections, audit } = site.words
  return sectionPage(
    site,
    visit,
    navigation.admin,
    [],
    [
      { label: navigation.myCompany, href: href(routes.myCompany), text: sections.myCompany },
      { label: navigation.employees, href: href(routes.employees), text: sections.employees },
      { label: audit.title, href: href(routes.audit), text: audit.about },
    ],
  )
}

export function showMyCompany(site: Site, visit: EmployeeVisit): Promise<Response> {
  const { navigation, sections } = site.words
  return sectionPage(
    site,
    visit,
    navigation.myCompany,
    [{ label: navigation.admin, href: href(routes.admin) }],
    [{ label: navigation.companySettings, href: href(routes.companySettings), text: sections.companySettings }],
  )
}

export function showCompanySettings(site: Site, visit: EmployeeVisit): Promise<Response> {
  const { navigation, sections } = site.words
  const above = [
    { label: navigation.admin, href: href(routes.admin) },
    { label: navigation.myCompany, href: href(routes.myCompany) },
  ]
  const { name, path } = site.suite.hub
  return sectionPage(site, visit, navigation.companySettings, above, [
    { label: name, href: href(routes.hubSettings, { hub: path }), text: sections.hub },
  ])
}

function sectionPage(
  site: Site,
  visit: EmployeeVisit,
  title: string,
  above: readonly { label: string; href: string }[],
  links: readonly SectionLink[],
): Promise<Response> {
  return employeePage(site, visit, {
    title,
    section: 'admin',
    width: 'settings',
    main: html`${above.length > 0 && breadcrumbs({ items: [...above, { label: title }] })}
      ${pageHeading({ title })} ${sectionLinks(links)}`,
  })
}
