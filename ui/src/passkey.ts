import { attributes, type Html, html, type HtmlValue } from './html.ts'

export interface PasskeyFormOptions {
  /** `get` uses a passkey, `create` makes one. */
  does: 'get' | 'create'
  /**
   * A GET for JSON gives the options of WebAuthn. The form is sent there with the answer in the field `passkey`, as JSON,
   * beside the form's own fields.
   */
  action: string
  /** A `note` that answers a person who cancelled, or whose authenticator does not. */
  ended: Html
  /** Said where there is no script, or the browser knows no passkeys; nothing by default. */
  otherwise?: HtmlValue
  /** Fields, and the one button. */
  children: HtmlValue
}

/** A form that a passkey answers. It is shown only where script and passkeys are there to be had. */
export function passkeyForm({ does, action, ended, otherwise, children }: PasskeyFormOptions): Html {
  const given = attributes({ class: 'form form-stack', method: 'post', action, novalidate: true, hidden: true })
  return html`<div class="stack" data-passkey="${does}">
    ${otherwise !== undefined && otherwise !== null && html`<p data-otherwise>${otherwise}</p>`}
    <form${given}>
      <input type="hidden" name="passkey" />
      ${children}
    </form>
    <template>${ended}</template>
  </div>`
}
