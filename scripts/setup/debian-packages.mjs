// Which Debian or Ubuntu package holds which shared object, and what that package is called in the release at hand.

/**
 * The libraries that Electron's Linux binary is linked with (`objdump -p electron`), by Debian package.
 * @type {Record<string, string[]>}
 */
const sonamesOf = {
  'libasound2': ['libasound.so.2'],
  'libatk-bridge2.0-0': ['libatk-bridge-2.0.so.0'],
  'libatk1.0-0': ['libatk-1.0.so.0'],
  'libatspi2.0-0': ['libatspi.so.0'],
  'libcairo2': ['libcairo.so.2'],
  'libcups2': ['libcups.so.2'],
  'libdbus-1-3': ['libdbus-1.so.3'],
  'libdrm2': ['libdrm.so.2'],
  'libexpat1': ['libexpat.so.1'],
  'libgbm1': ['libgbm.so.1'],
  'libgcc-s1': ['libgcc_s.so.1'],
  'libglib2.0-0': ['libglib-2.0.so.0', 'libgobject-2.0.so.0', 'libgio-2.0.so.0'],
  'libgtk-3-0': ['libgtk-3.so.0'],
  'libnspr4': ['libnspr4.so'],
  'libnss3': ['libnss3.so', 'libnssutil3.so', 'libsmime3.so'],
  'libpango-1.0-0': ['libpango-1.0.so.0'],
  'libudev1': ['libudev.so.1'],
  'libx11-6': ['libX11.so.6'],
  'libxcb1': ['libxcb.so.1'],
  'libxcomposite1': ['libXcomposite.so.1'],
  'libxdamage1': ['libXdamage.so.1'],
  'libxext6': ['libXext.so.6'],
  'libxfixes3': ['libXfixes.so.3'],
  'libxkbcommon0': ['libxkbcommon.so.0'],
  'libxrandr2': ['libXrandr.so.2'],
}

/** Every package that Electron's Linux binary needs, by its name before the renaming. */
export const electronPackages = Object.keys(sonamesOf)

/**
 * @param {string[]} sonames names of shared objects
 * @returns {{ packages: string[], unknown: string[] }} the packages that hold them, sorted, and the names that are in none we know
 */
export function packagesFor(sonames) {
  const packages = electronPackages.filter((name) => sonamesOf[name]?.some((soname) => sonames.includes(soname)))
  const known = new Set(Object.values(sonamesOf).flat())
  return { packages, unknown: sonames.filter((soname) => !known.has(soname)) }
}

/**
 * Debian 13 and Ubuntu 24.04 renamed many libraries when time became 64 bits wide: `libcups2` is `libcups2t64` there. Where the
 * new name exists it is the right one; the old one may then be a mere alias that several packages share.
 * @param {string} name of a package before the renaming
 * @param {string} policy what `apt-cache policy` printed for both names, in the C locale
 * @returns {string} its name in this release
 */
export function nameInRelease(name, policy) {
  const renamed = `${name}t64`
  return candidatesIn(policy).has(renamed) ? renamed : name
}

/** @param {string} policy @returns {Set<string>} the packages that can be installed */
function candidatesIn(policy) {
  const found = [...policy.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.+)$/gm)]
  return new Set(found.filter(([, , version]) => version !== '(none)').map(([, name = '']) => name))
}
