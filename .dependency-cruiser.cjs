// Who may import whom. Every rule here has a planted breach in scripts/layers.test.ts that it must refuse.
const shells = '^electron/(desktop|served|cli)/'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(raw|url)$' },
    },
    {
      name: 'shared-is-neutral',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer|scripts)/' },
    },
    {
      name: 'shared-packages',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/(zod|@orpc/contract)/' },
    },
    {
      name: 'core-knows-no-shell',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: {
        path: ['^electron/(api|desktop|served|cli)/', 'node_modules/(electron|electron-store|ws|@orpc)/'],
      },
    },
    {
      name: 'api-knows-no-shell',
      severity: 'error',
      from: { path: '^electron/api/', pathNot: '\\.test\\.ts$' },
      to: { path: [shells, 'node_modules/(electron|electron-store|ws)/'] },
    },
    {
      name: 'shells-apart',
      severity: 'error',
      from: { path: shells },
      to: { path: shells, pathNot: '^electron/$1/' },
    },
    {
      name: 'only-desktop-uses-electron',
      severity: 'error',
      from: { pathNot: '^(electron/desktop/|renderer/e2e/)' },
      to: { path: 'node_modules/electron(-store)?/' },
    },
    {
      name: 'page-and-host-meet-in-shared',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/e2e/' },
      to: { path: '^electron/' },
    },
    {
      name: 'page-uses-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/e2e/|\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      // The sentences of both languages are everybody's.
      name: 'host-never-imports-page',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^renderer/', pathNot: '^renderer/locales/' },
    },
    {
      name: 'features-apart',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/(features|app|entry)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'parts-below-features',
      severity: 'error',
      from: { path: '^renderer/(ui|lib|host)/' },
      to: { path: '^renderer/(features|app|entry)/' },
    },
    {
      name: 'entry-is-the-top',
      severity: 'error',
      from: { path: '^renderer/app/' },
      to: { path: '^renderer/entry/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
