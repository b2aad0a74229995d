const BOXES = 'input:not([type="hidden"], [type="submit"], [type="button"]), select, textarea'

/** Everything that a person fills in. */
export function findBoxes(root: Element): readonly Element[] {
  return [...root.querySelectorAll(BOXES)]
}

export function typeOf(control: Element): string {
  return control.localName === 'input' ? (control.getAttribute('type') ?? 'text') : control.localName
}

/** What a control is sent with, as the page has it. */
export function valueOf(control: Element): string {
  if (control.localName === 'select') return optionValueOf(chosenOf(control))
  if (control.localName === 'textarea') return typedIn(control)
  return control.getAttribute('value') ?? (isTicked(control) ? 'on' : '')
}

/** A browser's parser drops the first line break inside of a textarea, and reads entities there; linkedom's does neither. */
function typedIn(textarea: Element): string {
  const text = textarea.ownerDocument.createElement('div')
  text.innerHTML = (textarea.textContent ?? '').replace(/^\n/, '').replaceAll('<', '&lt;')
  return text.textContent ?? ''
}

/** Whether it is sent only when it is ticked. */
export function isTicked(control: Element): boolean {
  return ['checkbox', 'radio'].includes(typeOf(control))
}

export function optionsOf(list: Element): readonly Element[] {
  return [...list.querySelectorAll('option')]
}

export function chosenOf(list: Element): Element | undefined {
  const options = optionsOf(list)
  return options.findLast((option) => option.hasAttribute('selected')) ?? options[0]
}

export function optionValueOf(option: Element | undefined): string {
  return option?.getAttribute('value') ?? option?.textContent?.trim() ?? ''
}
