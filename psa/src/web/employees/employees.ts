import { href } from '@lanyard/ui'
import { inTransaction } from '@lanyard/storage'
import { activateEmployee } from '../../employees/activate-employee.ts'
import { createEmployee } from '../../employees/create-employee.ts'
import { deactivateEmployee } from '../../employees/deactivate-employee.ts'
import { deleteEmployee } from '../../employees/delete-employee.ts'
import { type Employee, isRole } from '../../employees/employee.ts'
import { getEmployee } from '../../employees/find-employee.ts'
import type { Actor } from '../../audit/record-act.ts'
import { mailResetLink } from '../../passwords/mail-reset-link.ts'
import { Refusal } from '../../refusal.ts'
import { readForm } from '../form.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orTell } from '../telling.ts'
import { type EmployeeVisit, param } from '../visit.ts'
import { employeesPage } from './employees-page.ts'

export const showEmployees = (site: Site, visit: EmployeeVisit) => employeesPage(site, visit)

export const takeDeactivate = acting(deactivateEmployee, 'deactivated')
export const takeActivate = acting(activateEmployee, 'activated')
export const takeDelete = acting(deleteEmployee, 'deleted')

/** What is done to one employee of the admin's own company. */
function acting(
  act: (site: Site, wish: { employee: Employee; by: Actor }) => Promise<void>,
  done: 'deactivated' | 'activated' | 'deleted',
) {
  return (site: Site, visit: EmployeeVisit): Promise<Response> =>
    orTell(
      site,
      visit,
      async () => {
        const employee = await getEmployee(site, visit.tenant.id, param(visit, 'employee'))
        await act(site, { employee, by: visit.employee.id })
        return seeOther(href(routes.employees, {}, { done, who: employee.id }))
      },
      (told) => employeesPage(site, visit, { told }),
    )
}

/** Adds an employee, who sets the password by the mail that goes out in the same commit (A27). */
export async function takeNewEmployee(site: Site, visit: EmployeeVisit): Promise<Response> {
  const typed = await readForm(visit.request)
  return orTell(
    site,
    visit,
    async () => {
      const [name, username, email, role] = ['name', 'username', 'email', 'role'].map((box) => typed.text(box).trim())
      if (!name || !username || !email || !role || !isRole(role)) throw new Refusal('form_invalid')
      const who = await inTransaction(site, async (site) => {
        const wish = { tenant: visit.tenant.id, name, username, email, role, by: visit.employee.id }
        const employee = await createEmployee(site, wish)
        await mailResetLink(site, employee, 'welcome')
        return employee.id
      })
      return seeOther(href(routes.employees, {}, { done: 'added', who }))
    },
    (told) => employeesPage(site, visit, { told, typed }),
  )
}
