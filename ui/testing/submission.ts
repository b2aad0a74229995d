import { chosenOf, findBoxes, isTicked, optionsOf, optionValueOf, typeOf, valueOf } from './controls.ts'
import { one } from './find.ts'
import { isSeen, nameOf, textOf } from './perceive.ts'

/** What is typed, chosen or ticked, by the labels of the fields. */
export type Filled = Readonly<Record<string, string | boolean>>

/** What a browser sends when a button is pressed. */
export interface Submission {
  readonly method: 'get' | 'post'
  readonly address: URL
  /** Hidden fields, what is filled in, and the name of the button. */
  readonly fields: URLSearchParams
}

/** @param base the address of the page, for a form that leads to a relative one, or back to itself */
export function submit(button: Element, filled: Filled, base: URL): Submission {
  const form = formOf(button)
  if (form === null) throw new Error(`The button "${nameOf(button)}" is in no form`)
  const values = fill(form, filled)
  const fields = new URLSearchParams()
  for (const control of button.ownerDocument.querySelectorAll('input, select, textarea, button')) {
    if (formOf(control) !== form) continue
    const name = control.getAttribute('name')
    const value = control.localName === 'button' ? pressedValue(control, button) : sentValue(control, values)
    if (name !== null && value !== null && !control.hasAttribute('disabled')) fields.append(name, value)
  }
  const method = form.getAttribute('method')?.toLowerCase() === 'post' ? 'post' : 'get'
  const address = new URL(form.getAttribute('action') || base.href, base)
  if (method === 'get') address.search = fields.toString()
  return { method, address, fields }
}

/** Around a control, or named by it. */
function formOf(control: Element): Element | null {
  const id = control.getAttribute('form')
  return id === null ? control.closest('form') : control.ownerDocument.getElementById(id)
}

/** The value that each field has then; null for one that is not sent. */
function fill(form: Element, filled: Filled): ReadonlyMap<Element, string | null> {
  const boxes = findBoxes(form.ownerDocument.documentElement).filter((box) => isSeen(box) && formOf(box) === form)
  return new Map(
    Object.entries(filled).flatMap(([label, value]) => {
      const box = one('field', boxes, nameOf, label)
      if (box.hasAttribute('readonly') || box.hasAttribute('disabled')) throw new Error(`"${label}" cannot be changed`)
      if (typeof value === 'string') return [[box, box.localName === 'select' ? choose(box, value) : value] as const]
      if (!isTicked(box)) throw new Error(`"${label}" cannot be ticked`)
      // Of several that exclude each other, one is sent.
      const others = typeOf(box) === 'radio' ? boxes.filter((other) => isOfGroup(other, box)) : []
      return [...others.map((other) => [other, null] as const), [box, value ? valueOf(box) : null] as const]
    }),
  )
}

function isOfGroup(other: Element, box: Element): boolean {
  return typeOf(other) === 'radio' && other.getAttribute('name') === box.getAttribute('name')
}

function choose(list: Element, words: string): string {
  return optionValueOf(one('choice', optionsOf(list), textOf, words))
}

function sentValue(control: Element, values: ReadonlyMap<Element, string | null>): string | null {
  const given = values.get(control)
  if (given !== undefined) return given
  if (['submit', 'button', 'file'].includes(typeOf(control))) return null
  if (isTicked(control) && !control.hasAttribute('checked')) return null
  if (control.localName === 'select' && chosenOf(control) === undefined) return null
  return valueOf(control)
}

function pressedValue(control: Element, pressed: Element): string | null {
  return control === pressed ? (control.getAttribute('value') ?? '') : null
}
