// Fills wwwroot/lib with what the pages take from others: style sheet, fonts, icon sprite, licences.
// Run by Assets.targets. Two builds may run it at once: packages land in a folder named by their lock file,
// and every file is written beside its place and then renamed, so nobody ever reads half of one.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const web = dirname(fileURLToPath(import.meta.url))
const lib = join(web, 'wwwroot', 'lib')
const packages = installed(process.argv[2])

const fonts = '@fontsource-variable/source-sans-3'
const copies = {
  'ds.css': '@digdir/designsystemet-css/dist/src/index.css',
  'source-sans-3-latin.woff2': `${fonts}/files/source-sans-3-latin-wght-normal.woff2`,
  'source-sans-3-latin-ext.woff2': `${fonts}/files/source-sans-3-latin-ext-wght-normal.woff2`,
}
const icons = '@navikt/aksel-icons'

mkdirSync(lib, { recursive: true })
for (const [name, from] of Object.entries(copies)) put(name, readFileSync(join(packages, from)))
put('icons.svg', sprite())
put('LICENSES.txt', licences())
for (const name of readdirSync(lib).filter(n => !(n in copies) && !['icons.svg', 'LICENSES.txt'].includes(n) && !n.endsWith('.part')))
  rmSync(join(lib, name))

/** The folder of the packages that the lock file names, fetched when it is not there yet. */
function installed(cache) {
  const files = ['package.json', 'package-lock.json'].map(name => [name, readFileSync(join(web, name))])
  const folder = join(cache, files.reduce((hash, [, bytes]) => hash.update(bytes), createHash('sha256')).digest('hex').slice(0, 16))
  if (existsSync(folder)) return join(folder, 'node_modules')

  const own = `${folder}.${process.pid}`
  mkdirSync(own, { recursive: true })
  for (const [name, bytes] of files) writeFileSync(join(own, name), bytes)
  const run = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: own, encoding: 'utf8', shell: process.platform === 'win32' })
  if (run.status !== 0) {
    rmSync(own, { recursive: true, force: true })
    fail(`npm ci did not succeed: ${run.error?.message ?? run.stderr.trim()}`)
  }
  try { renameSync(own, folder) } catch {
    if (!existsSync(folder)) throw new Error(`${own} could not be renamed`)
    rmSync(own, { recursive: true, force: true }) // another build was first
  }
  return join(folder, 'node_modules')
}

/** One SVG with a symbol for each name in Components/IconName.cs. Two decimals are plenty on a grid of 24. */
function sprite() {
  const names = [...readFileSync(join(web, 'Components', 'IconName.cs'), 'utf8').matchAll(/^ {4}([A-Z]\w*),/gm)].map(m => m[1])
  const symbols = names.map(name => {
    const file = join(packages, icons, 'dist', 'svg', `${name}.svg`)
    if (!existsSync(file)) fail(`IconName.cs names ${name}, which ${icons} does not have`)
    const paths = readFileSync(file, 'utf8').replace(/^[^]*?<svg[^>]*>|<\/svg>\s*$/g, '').replace(/(\.\d{2})\d+/g, '$1').trim()
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none">${paths}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`
}

/** Whose work this is. The icons come without a licence file, so their notice stands here. */
function licences() {
  const mit = readFileSync(join(packages, '@digdir/designsystemet-css', 'LICENSE'), 'utf8').trim()
  const notice = name => existsSync(join(packages, name, 'LICENSE'))
    ? readFileSync(join(packages, name, 'LICENSE'), 'utf8').trim()
    : mit.replace(/^Copyright.*/, 'Copyright (c) NAV')
  return ['@digdir/designsystemet-css', fonts, icons].map(name => {
    const { version, license, homepage } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'))
    const own = name === fonts ? 'Source Sans 3: Copyright Adobe, with Reserved Font Name \'Source\'.\n\n' : ''
    return `${name} ${version} (${license})${homepage ? `\n${homepage}` : ''}\n\n${own}${notice(name)}\n`
  }).join(`\n${'-'.repeat(72)}\n\n`)
}

function put(name, content) {
  const part = join(lib, `${name}.${process.pid}.part`)
  writeFileSync(part, content)
  renameSync(part, join(lib, name))
}

function fail(message) {
  console.error(`assets.mjs : error ASSETS: ${message}`)
  process.exit(1)
}
