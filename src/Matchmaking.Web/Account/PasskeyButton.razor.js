// Asks the browser for a passkey and sends what it answers with the form. Without passkeys the button stays hidden.
customElements.define('mm-passkey', class extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return
    this.hidden = false
    this.querySelector('form').addEventListener('submit', event => {
      event.preventDefault()
      this.ask(event.target)
    })
  }

  async ask(form) {
    const message = this.querySelector('[role=alert]')
    message.hidden = true
    try {
      const answer = await fetch(new URL(this.dataset.choices, document.baseURI), { method: 'POST', body: new URLSearchParams(new FormData(form)) })
      if (!answer.ok) throw new Error(answer.statusText)
      const choices = await answer.json()
      const credential = this.dataset.act === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(choices) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(choices) })
      form.elements.credential.value = JSON.stringify(credential)
      form.submit()
    } catch {
      message.hidden = false
    }
  }
})
