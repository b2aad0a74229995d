import type { LinkPolicy } from '@lanyard/connect'
import { byName } from '@lanyard/text'
import { button, buttonRow, checkbox, form, href, html, type Html, radioGroup } from '@lanyard/ui'
import { isActive, ROLES } from '../../employees/employee.ts'
import { listEmployees } from '../../employees/list-employees.ts'
import { routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import type { EmployeeVisit } from '../../web/visit.ts'

/**
 * Everyone, chosen roles, or named people (A14).
 *
 * @param emptyChoice was sent without any role or person: the page opens there
 */
export async function whoMayLink(
  site: Site,
  { tenant }: EmployeeVisit,
  emptyChoice?: LinkPolicy['kind'],
): Promise<Html> {
  const { signOn, employees: employeeWords } = site.words
  const words = signOn.whoMayLink
  const policy = await site.connect.linkPolicy(tenant.id)
  const active = (await listEmployees(site, tenant.id)).filter(isActive)
  const employees = byName(active, ({ name }) => name)
  const roles = policy.kind === 'roles' ? policy.roles : []
  const users = policy.kind === 'users' ? policy.users : []
  const ofRoles = ROLES.map((role, index) =>
    checkbox({
      id: `role-${role}`,
      name: 'role',
      value: role,
      label: employeeWords.roles[role],
      checked: roles.includes(role),
      autofocus: emptyChoice === 'roles' && index === 0,
    }),
  )
  const ofPeople = employees.map(({ id, name }, index) =>
    checkbox({
      id: `user-${id}`,
      name: 'user',
      value: id,
      label: name,
      checked: users.includes(id),
      autofocus: emptyChoice === 'users' && index === 0,
    }),
  )
  return form({
    action: href(routes.whoMayLink, { hub: site.suite.hub.path }),
    children: html`
      ${radioGroup({
        name: 'kind',
        label: words.question,
        value: emptyChoice ?? policy.kind,
        hint: words.hint,
        error: emptyChoice && words.noneChosen,
        options: [
          { value: 'everyone', label: words.everyone, hint: words.everyoneHint },
          { value: 'roles', label: words.roles, details: boxes(words.rolesQuestion, ofRoles) },
          { value: 'users', label: words.users, details: boxes(words.usersQuestion, ofPeople) },
        ],
      })}
      ${buttonRow(button({ label: words.save }))}`,
  })
}

function boxes(question: string, choices: readonly Html[]): Html {
  return html`<fieldset class="field">
    <legend>${question}</legend>
    ${choices}
  </fieldset>`
}
