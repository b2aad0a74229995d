import { attributes, type Html, html } from './html.ts'
import { hiddenFields } from './menu.ts'

export interface SwitchOptions {
  /** The accessible name, exactly. */
  label: string
  checked: boolean
  /** Where pressing leads: `post` changes the state, `get` opens the page that asks first. */
  action: string
  method?: 'get' | 'post' | undefined
  /** Hidden fields sent along. */
  fields?: Readonly<Record<string, string | undefined>> | undefined
  /** Id of the sentence that says what pressing does. */
  describedBy?: string | undefined
  disabled?: boolean | undefined
  name?: string | undefined
  value?: string | undefined
}

/** A switch that works without script: a button of a form of its own, which the server answers with the new state. */
export function switchControl(options: SwitchOptions): Html {
  const { label, checked, action, method = 'post', fields = {}, name, value, disabled } = options
  const given = attributes({
    class: 'switch',
    type: 'submit',
    role: 'switch',
    'aria-checked': checked ? 'true' : 'false',
    'aria-describedby': options.describedBy,
    name,
    value,
    disabled,
  })
  return html`<form class="switch-form" method="${method}" action="${action}">${hiddenFields(fields)}<button${given}><span class="switch-label">${label}</span><span class="switch-track" aria-hidden="true"><span class="switch-thumb"></span></span></button></form>`
}
