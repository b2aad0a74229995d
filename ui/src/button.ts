import { attributes, type Html, html } from './html.ts'
import { icon, type IconName } from './icon.ts'

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'quiet'

export interface ButtonOptions {
  /** A verb that says the result. */
  label: string
  /** One `primary` per page; `danger` for what cannot be taken back. */
  kind?: ButtonKind | undefined
  name?: string | undefined
  value?: string | undefined
  icon?: IconName | undefined
  /** Id of what tells the consequences. */
  describedBy?: string | undefined
  /** Address in place of the form's own. */
  action?: string | undefined
  /** Sends the form without checking its fields, as Cancel does. */
  withoutChecks?: boolean | undefined
  disabled?: boolean | undefined
}

/** A button that sends the form around it. */
export function button(options: ButtonOptions): Html {
  const given = attributes({
    class: `button button-${options.kind ?? 'secondary'}`,
    type: 'submit',
    name: options.name,
    value: options.value,
    'aria-describedby': options.describedBy,
    formaction: options.action,
    formnovalidate: options.withoutChecks,
    disabled: options.disabled,
  })
  return html`<button${given}>${options.icon !== undefined && icon(options.icon)}${options.label}</button>`
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function linkButton({
  label,
  href,
  kind = 'secondary',
  icon: iconName,
}: {
  label: string
  href: string
  kind?: ButtonKind | undefined
  icon?: IconName | undefined
}): Html {
  return html`<a class="button button-${kind}" href="${href}">${iconName !== undefined && icon(iconName)}${label}</a>`
}
