// Saves the form around it every ten seconds and when a field is left. The page keeps everything without it too.
customElements.define('mm-autosave', class extends HTMLElement {
  connectedCallback() {
    const form = this.closest('form'), { url, saved, outrun } = this.dataset
    let dirty = false, busy = false, over = false
    const save = async () => {
      if (!dirty || busy || over) return
      busy = true
      dirty = false
      const fields = new FormData(form)
      fields.delete('Input.Picture')
      try {
        const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
        if (answer.ok) {
          form.elements['Input.Version'].value = (await answer.json()).version
          const now = new Date()
          this.textContent = `${saved} ${now.getHours()}.${String(now.getMinutes()).padStart(2, '0')}`
        } else {
          over = true
          if (answer.status === 409) this.textContent = outrun
        }
      } catch {
        dirty = true
      }
      busy = false
    }
    form.addEventListener('input', () => { dirty = true })
    form.addEventListener('focusout', () => setTimeout(save, 500))
    form.addEventListener('submit', () => { over = true })
    addEventListener('pagehide', () => {
      if (!dirty || over) return
      const fields = new FormData(form)
      fields.delete('Input.Picture')
      fetch(url, { method: 'POST', body: new URLSearchParams(fields), keepalive: true }).catch(() => { })
      dirty = false
    })
    addEventListener('pageshow', event => { if (event.persisted) location.reload() })
    this.timer = setInterval(save, 10_000)
  }

  disconnectedCallback() {
    clearInterval(this.timer)
  }
})
