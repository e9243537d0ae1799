// Results while one types or chooses. Without this the form is sent by its button and shows the same page.
customElements.define('mm-search', class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    form.addEventListener('input', event => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.show(form), event.target.type === 'search' ? 300 : 0)
    })
  }

  async show(form) {
    this.asking?.abort()
    this.asking = new AbortController()
    const url = new URL(form.action)
    url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value))
    try {
      const answer = await fetch(url, { signal: this.asking.signal })
      if (!answer.ok) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      // choices are renewed only while nobody is choosing
      const parts = ['search-status', 'search-results']
      if (!this.querySelector('#search-filters').contains(document.activeElement)) parts.push('search-filters')
      for (const id of parts) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes)
      document.title = page.title
      history.replaceState(null, '', url)
    } catch (problem) {
      if (problem.name !== 'AbortError') form.requestSubmit()
    }
  }
})
