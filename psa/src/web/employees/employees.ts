import { inTransaction } from '@lanyard/storage'
import { LIST } from '@lanyard/ui'
import type { Caller } from '../../employees/permit.ts'
import type { ActName } from '../../acts/rules.ts'
import { activateEmployee } from '../../employees/activate-employee.ts'
import { createEmployee } from '../../employees/create-employee.ts'
import { deactivateEmployee } from '../../employees/deactivate-employee.ts'
import { deleteEmployee } from '../../employees/delete-employee.ts'
import { type Employee, isRole } from '../../employees/employee.ts'
import { findEmployee, getEmployee } from '../../employees/find-employee.ts'
import type { UserId } from '../../ids.ts'
import { mailResetLink } from '../../login/mail-reset-link.ts'
import { Refusal } from '../../refusal.ts'
import { countSessions } from '../../sessions/live-sessions.ts'
import { readForm } from '../form.ts'
import { askForProof } from '../prove/ask-for-proof.ts'
import { outcomeCookie } from '../outcome.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow } from '../worded-refusal.ts'
import { type EmployeeVisit, param, personOf } from '../visit.ts'
import { addressOfList, type EmployeeListQuery, readList, readListQuery } from './employee-list-query.ts'
import { type Ending, endingPage } from './ending-page.ts'
import { employeesPage } from './employees-page.ts'

export function showEmployees(site: Site, visit: EmployeeVisit): Promise<Response> {
  return employeesPage(site, visit, { query: readListQuery(visit.url.searchParams) })
}

export const showDeactivate = asking('deactivate', 'employee.deactivated')
export const showDelete = asking('delete', 'employee.deleted')

export const takeDeactivate = acting(deactivateEmployee, 'deactivated')
export const takeActivate = acting(activateEmployee, 'activated')
export const takeDelete = acting(deleteEmployee, 'deleted')

/** The page that says whom it concerns and what ends, before it does. */
function asking(ending: Ending, act: ActName) {
  return async (site: Site, visit: EmployeeVisit): Promise<Response> => {
    const query = readList(visit.url.searchParams.get(LIST))
    const asked = await askForProof(site, visit, act)
    if (asked !== null) return asked
    const employee = await findEmployee(site, param(visit, 'employee') as UserId)
    const isThere = employee?.tenant === visit.tenant.id
    // The browser's Back button comes here after the act as well: nothing is left to ask.
    if (!isThere || (ending === 'deactivate' && employee.deactivated)) return seeOther(addressOfList(query))
    const sessions = await countSessions(site, employee.id)
    const account = (await site.connect.linkedUsers(visit.tenant.id)).get(employee.id)?.accountName
    return endingPage(site, visit, ending, { employee, sessions, account, query })
  }
}

/** What is done to one employee of the admin's own company. */
function acting(
  act: (site: Site, input: { employee: Employee; by: Caller }) => Promise<void>,
  done: 'deactivated' | 'activated' | 'deleted',
) {
  return async (site: Site, visit: EmployeeVisit): Promise<Response> => {
    const asked = await askForProof(site, visit, `employee.${done}`)
    if (asked !== null) return asked
    const query = await readSentList(visit)
    return orShow(
      site,
      visit,
      async () => {
        const employee = await getEmployee(site, visit.tenant.id, param(visit, 'employee'))
        await act(site, { employee, by: personOf(visit) })
        return seeOther(addressOfList(query), [
          outcomeCookie(site, { text: site.words.employees[done](employee.name) }),
        ])
      },
      (refused) => employeesPage(site, visit, { query, refused }),
    )
  }
}

/** A button without a form of its own, as a program presses it, comes from the whole list. */
async function readSentList({ request }: EmployeeVisit): Promise<EmployeeListQuery> {
  return readList(request.headers.has('content-type') ? (await readForm(request)).text(LIST) : null)
}

/** Adds an employee, who sets the password by the mail that goes out in the same commit (A27). */
export async function takeNewEmployee(site: Site, visit: EmployeeVisit): Promise<Response> {
  const asked = await askForProof(site, visit, 'employee.created')
  if (asked !== null) return asked
  const typed = await readForm(visit.request)
  const query = readList(typed.text(LIST))
  return orShow(
    site,
    visit,
    async () => {
      const [name, username, email, role] = ['name', 'username', 'email', 'role'].map((box) => typed.text(box).trim())
      if (!name || !username || !email || !role || !isRole(role)) throw new Refusal('form_invalid')
      await inTransaction(site, async (site) => {
        const { company } = visit.tenant
        const input = { tenant: visit.tenant.id, name, username, email, role, by: personOf(visit) }
        const employee = await createEmployee(site, input)
        const { welcome } = site.words.mails.reset
        await mailResetLink(site, employee, (to, link) =>
          welcome(to, link, visit.employee.name, { company, username: employee.username }),
        )
      })
      return seeOther(addressOfList(query), [outcomeCookie(site, { text: site.words.employees.added(name) })])
    },
    (refused) => employeesPage(site, visit, { query, refused, typed }),
  )
}
