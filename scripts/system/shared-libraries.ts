import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** The Debian package of each library that an Electron binary links. */
const packageOfLibrary: Readonly<Record<string, string>> = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libdrm.so.2': 'libdrm2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libcairo.so.2': 'libcairo2',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libexpat.so.1': 'libexpat1',
  'libudev.so.1': 'libudev1',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
}

/** Renamed in Debian 13 and Ubuntu 24.04, with the move to 64-bit time. */
const renamedPackages =
  /^(libgtk-3-0|libasound2|libatk1\.0-0|libatk-bridge2\.0-0|libatspi2\.0-0|libcups2|libglib2\.0-0)$/

/** Installing these brings most others along, so the advice need not name them. */
const broughtByGtk = /^lib(atk|atspi|cups|dbus|cairo|pango|glib|expat|udev|xkbcommon|x|drm)/

export interface MissingLibraries {
  readonly libraries: readonly string[]
  readonly packages: readonly string[]
}

/** What the binary links and this system lacks, asked of the dynamic linker. Only Linux can tell. */
export function missingLibraries(binary: string): MissingLibraries {
  if (process.platform !== 'linux') return { libraries: [], packages: [] }
  const linked = spawnSync('ldd', [binary], { encoding: 'utf8' }).stdout ?? ''
  const libraries = [...linked.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '')
  return { libraries: [...new Set(libraries)], packages: packagesFor(libraries) }
}

/** The packages every Electron app needs and this system does not show, without having a binary to ask about. */
export function packagesLikelyMissing(): readonly string[] {
  const known = spawnSync('ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? ''
  const needed = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1']
  return packagesFor(needed.filter((library) => !known.includes(library)))
}

export function aptInstall(packages: readonly string[]): string {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

function packagesFor(libraries: readonly string[]): readonly string[] {
  const all = [...new Set(libraries.map((library) => packageOfLibrary[library] ?? library))]
  const short = all.includes('libgtk-3-0') ? all.filter((name) => !broughtByGtk.test(name)) : all
  return hasRenamedPackages() ? short.map((name) => (renamedPackages.test(name) ? `${name}t64` : name)) : short
}

function hasRenamedPackages(): boolean {
  if (!existsSync('/etc/os-release')) return false
  const release = readFileSync('/etc/os-release', 'utf8')
  const version = Number.parseFloat(/^VERSION_ID="?([\d.]+)/m.exec(release)?.[1] ?? '0')
  return /^ID=ubuntu$/m.test(release) ? version >= 24.04 : version >= 13
}
