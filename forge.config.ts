import { MakerDeb } from '@electron-forge/maker-deb'
import { MakerDMG } from '@electron-forge/maker-dmg'
import { MakerSquirrel } from '@electron-forge/maker-squirrel'
import { MakerZIP } from '@electron-forge/maker-zip'
import { FusesPlugin } from '@electron-forge/plugin-fuses'
import { VitePlugin } from '@electron-forge/plugin-vite'
import type { ForgeConfig } from '@electron-forge/shared-types'
import { FuseV1Options, FuseVersion } from '@electron/fuses'

/** Where Electron's zip lies on machines that cannot download it, and in the packaging test. */
const electronZipDir = process.env.ARCLIGHT_ELECTRON_ZIP_DIR

/** What a Mac offers Arclight for. YAML, scripts and folders stay with the program that has them. */
const openedOnMac = [
  { name: 'cURL commands', extensions: ['curl'], rank: 'Default' },
  { name: 'YAML', extensions: ['yaml', 'yml'], rank: 'Alternate' },
  { name: 'Shell script', extensions: ['sh'], rank: 'Alternate' },
  { name: 'Folder', contents: ['public.folder'], rank: 'Alternate' },
].map(({ name, extensions, contents, rank }) => ({
  CFBundleTypeName: name,
  CFBundleTypeRole: 'Viewer',
  LSHandlerRank: rank,
  ...(extensions ? { CFBundleTypeExtensions: extensions } : { LSItemContentTypes: contents }),
}))

const config: ForgeConfig = {
  packagerConfig: {
    name: 'Arclight',
    executableName: 'arclight',
    appBundleId: 'org.arclight.Arclight',
    appCategoryType: 'public.app-category.developer-tools',
    icon: 'assets/icons/arclight',
    extendInfo: { CFBundleDocumentTypes: openedOnMac },
    // A thread is started from a real file, and finds out from its neighbour that it is a module.
    asar: { unpack: '**/.vite/build/{hash-worker.js,package.json}' },
    ignore: (path) => !isPacked(path),
    ...(electronZipDir ? { electronZipDir } : {}),
  },
  makers: [
    new MakerDeb({
      options: {
        name: 'arclight',
        bin: 'arclight',
        productName: 'Arclight',
        genericName: 'REST explorer for OpenStack',
        categories: ['Development', 'Network'],
        section: 'net',
        icon: 'assets/icons/arclight.png',
      },
    }),
    new MakerZIP({}, ['darwin', 'linux']),
    new MakerSquirrel({ name: 'arclight' }),
    new MakerDMG({}),
  ],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'electron/desktop/main.ts', config: 'vite.main.config.ts', target: 'main' },
        { entry: 'electron/desktop/preload.ts', config: 'vite.preload.config.ts', target: 'preload' },
      ],
      renderer: [{ name: 'page', config: 'vite.page.config.ts' }],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
}

/** The bundles, what ships beside them, and what says who we are. The packages are inside the bundles. */
function isPacked(path: string): boolean {
  return (
    path === '' ||
    path === '/package.json' ||
    path === '/LICENSE' ||
    /^\/(\.vite(\/build|\/page)?|assets(?!\/screenshots))(\/|$)/.test(path)
  )
}

export default config
