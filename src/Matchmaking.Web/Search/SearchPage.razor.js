// Results while one types or chooses. Without this the form is sent by its button and shows the same page.
customElements.define('mm-search', class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    form.addEventListener('input', event => {
      clearTimeout(this.timer)
      const isTyping = event.target.type === 'search'
      this.timer = setTimeout(() => this.show(form, isTyping), isTyping ? 300 : 0)
    })
    // what is typed is no search yet; it is one when the field is left with nothing found
    form.addEventListener('change', event => {
      if (event.target.type === 'search' && this.querySelector('#search-results .mm-empty')) fetch(this.address(form)).catch(() => {})
    })
  }

  address(form) {
    const url = new URL(form.action)
    url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value))
    return url
  }

  async show(form, isTyping) {
    this.asking?.abort()
    this.asking = new AbortController()
    const url = this.address(form)
    try {
      const asked = new URL(url)
      if (isTyping) asked.searchParams.set('typing', 'true')
      const answer = await fetch(asked, { signal: this.asking.signal })
      if (!answer.ok) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      // choices are renewed only while nobody is choosing
      const parts = ['search-suggested', 'search-status', 'search-results']
      if (!this.querySelector('#search-filters').contains(document.activeElement)) parts.push('search-filters')
      for (const id of parts) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes)
      document.title = page.title
      history.replaceState(null, '', url)
    } catch (problem) {
      if (problem.name !== 'AbortError') form.requestSubmit()
    }
  }
})
