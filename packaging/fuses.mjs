// Electron's fuses: switches in its executable, set when the lab is packaged (docs/decisions/0041-packages.md).

/** By the names of electron-builder's configuration; `npm run package:test` reads them back. */
export const fuses = {
  runAsNode: false, // the command line brings a Node of its own, engine processes are utility processes
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true, // of effect on macOS and Windows
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false, // the page comes from app://
}
